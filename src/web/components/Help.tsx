// One fixed place where the help of whatever is hovered, focused or tapped is shown, so that nothing jumps or covers.
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { useWords } from "../messages/words.tsx";

export interface HelpText {
  title: string;
  text?: string | undefined;
  /** The article of the law valid at the facts, with its gist. */
  law?: string | undefined;
}

interface HelpInUse {
  shown: HelpText | undefined;
  show: (help: HelpText) => void;
}

const Context = createContext<HelpInUse>({ shown: undefined, show: () => {} });

export function HelpProvider({ children }: { children: ReactNode }) {
  const [shown, show] = useState<HelpText | undefined>();
  // On a small screen the help lies over the page: a tap beside it puts it away.
  useEffect(() => {
    const onPress = (event: PointerEvent) => {
      const onHelp = event.target instanceof Element && event.target.closest(".tick, .help-area");
      if (!onHelp) show(undefined);
    };
    addEventListener("pointerdown", onPress);
    return () => removeEventListener("pointerdown", onPress);
  }, []);
  const value = useMemo(() => ({ shown, show }), [shown]);
  return <Context value={value}>{children}</Context>;
}

/** Handlers for an element that has help: hovering, focusing or tapping shows it. */
export function useHelp(help: HelpText) {
  const { show } = useContext(Context);
  // What has no help leaves standing what was there.
  const open = () => {
    if (help.text || help.law) show(help);
  };
  return { onPointerEnter: open, onFocus: open, onClick: open };
}

/** Where the help appears. Those who hear the page get the same text as the option's description. */
export function HelpArea() {
  const { shown } = useContext(Context);
  const { say } = useWords();
  return (
    <section className={shown ? "help-area help-shown" : "help-area"} aria-hidden="true">
      <h2 className="help-title">{shown ? shown.title : say("choice.help")}</h2>
      {shown?.text && <p>{shown.text}</p>}
      {shown?.law && <p className="help-law">{shown.law}</p>}
      {!shown && <p className="quiet">{say("choice.helpEmpty")}</p>}
    </section>
  );
}
