// English words of the institution's single sign-on.
export const singleSignOn = {
  title: "Sign in with your institution's account",
  leading: "We take you to your institution's page. It will ask you to sign in, even if you did so today.",
  checking: "We are checking your institution's answer…",
  done: "Done. You can close this tab: the other one goes on where it was.",
  goOnHere: "Go on in this tab",
  again: "Try again",
  otherWay: "Sign in another way",
  toAccount: "Back to your account",
  panel: "Your institution's account",
  what: "You can also sign in with the account your institution gave you. Link it once, now that you have signed in another way: we take you to your institution's page and back. What you may do here does not change: it depends on your posting.",
  link: "Link the account",
  linked: "Linked since {since}.",
  linkedNotInUse: "Linked since {since} to a system this register no longer uses: it lets nobody in.",
  used: "Last used {at}.",
  unlink: "Unlink",
  removed: "The account no longer lets you in.",
} as const;
