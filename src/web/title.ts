// The document's title: the page's name and, before it, how many alerts wait, so that another tab shows it too.

let page = "";
let waiting = 0;

function write() {
  document.title = `${waiting > 0 ? `(${waiting}) ` : ""}${page === "" ? "RETA" : `${page} · RETA`}`;
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
