// The guides for a role: the same text as docs/guides, so that paper and screen never differ.
import {
  administers,
  decides,
  givesCases,
  isAlerted,
  mayBeSecond,
  readsKeys,
  registers,
} from "#src/domain/access/duties.ts";
import type { Role } from "#src/schema/case.ts";
import { Button } from "../components/controls.tsx";
import { Page } from "../components/layout.tsx";
import { useCaseListWords } from "../messages/cases.ts";
import { useWords } from "../messages/words.tsx";
import { useOfficer } from "../session.tsx";
import { type GuideBlock, partsOf, readGuide } from "./help/guide-text.ts";
import "./records.css";

const GUIDES = import.meta.glob(["../../../docs/guides/*.md", "../../../docs/administration.*.md"], {
  query: "?raw",
  import: "default",
  eager: true,
});

type Guide = "guides/registrar" | "guides/cases" | "guides/secrecy" | "administration";

/**
 * Walls, messages and emergencies are for whoever meets them, who has a case for whoever has some to give or leads one;
 * whoever takes complaints reads that guide first, and whoever keeps the register only the one about that.
 */
function guidesFor(role: Role): Guide[] {
  if (administers(role) || readsKeys(role))
    return role === "auditor" ? ["administration", "guides/secrecy"] : ["administration"];
  const meets = isAlerted(role) || mayBeSecond(role) || decides(role) || role === "prosecutor-liaison";
  const further: Guide[] = [];
  if (givesCases(role) || role === "prosecutor") further.push("guides/cases");
  if (meets) further.push("guides/secrecy");
  return registers(role) ? ["guides/registrar", ...further] : [...further, "guides/registrar"];
}

export default function HelpPage() {
  const { say } = useCaseListWords();
  const { language } = useWords();
  const [first = [], ...further] = guidesFor(useOfficer().role).map((guide) =>
    readGuide(GUIDES[`../../../docs/${guide}.${language}.md`] ?? ""),
  );
  const title = first.find((block) => block.kind === "title");
  return (
    <Page
      title={title?.kind === "title" ? title.text : say("guide")}
      actions={<Button onClick={() => window.print()}>{say("printGuide")}</Button>}
    >
      {[first, ...further].map((blocks) => (
        <article className="guide" key={JSON.stringify(blocks[0])}>
          {blocks.map((block) => (
            <Block key={JSON.stringify(block)} block={block} isFurther={blocks !== first} />
          ))}
        </article>
      ))}
    </Page>
  );
}

function Block({ block, isFurther }: { block: GuideBlock; isFurther: boolean }) {
  switch (block.kind) {
    case "title":
      // The first one's is the page's.
      return isFurther ? <h2 className="guide-title">{block.text}</h2> : null;
    case "heading":
      return <h2>{block.text}</h2>;
    case "paragraph":
      return (
        <p>
          <Words text={block.text} />
        </p>
      );
    case "bullets":
      return <ul className="bullets">{block.items.map(itemOf)}</ul>;
    case "steps":
      return <ol className="steps">{block.items.map(itemOf)}</ol>;
    case "commands":
      return <pre className="commands">{block.text}</pre>;
    case "table":
      return (
        <table className="table">
          <thead>
            <tr>
              {block.head.map((cell) => (
                <th key={cell} scope="col">
                  {cell}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {block.rows.map((row) => (
              <tr key={row[0]}>
                {row.map((cell, index) => (
                  <td key={cell} data-title={block.head[index]}>
                    <Words text={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      );
  }
}

const itemOf = (item: string) => (
  <li key={item}>
    <Words text={item} />
  </li>
);

const TAGS = { plain: "span", bold: "strong", emphasis: "em", code: "code" } as const;

function Words({ text }: { text: string }) {
  return partsOf(text).map((part, index) => {
    const Tag = TAGS[part.kind];
    return <Tag key={`${index} ${part.text}`}>{part.text}</Tag>;
  });
}
