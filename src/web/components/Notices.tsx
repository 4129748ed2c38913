// What waits for this officer at the top of every page: fetched together, after the page.
import { PostingNotice } from "./PostingNotice.tsx";
import { QuestionNotice } from "./QuestionNotice.tsx";
import { UnlockNotice } from "./UnlockNotice.tsx";

export function Notices() {
  return (
    <>
      <UnlockNotice />
      <QuestionNotice />
      <PostingNotice />
    </>
  );
}
