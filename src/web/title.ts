// The document's title: the page's name and, before it, that this is practice or how many alerts wait: tabs show it too.

let page = "";
let waiting = 0;
let practice = "";
let hidden = false;

function write() {
  const marks = `${practice === "" ? "" : `${practice} · `}${waiting > 0 ? `(${waiting}) ` : ""}`;
  document.title = marks + (page === "" || hidden ? "RETA" : `${page} · RETA`);
}

export function setPageTitle(title: string): void {
  page = title;
  write();
}

/** Zero takes the number away. */
export function setWaitingAlerts(count: number): void {
  waiting = count;
  write();
}

/** The word for practice, which then begins the title; an empty one takes it away. */
export function setPracticeTitle(word: string): void {
  practice = word;
  write();
}

/** While the screen is locked the title says no more than whose program it is: a page's name may be a case's number. */
export function hidePageTitle(away: boolean): void {
  hidden = away;
  write();
}
