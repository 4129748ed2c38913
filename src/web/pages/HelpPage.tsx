// The five-minute guide: the same text as docs/guides, so that paper and screen never differ.
import { Button } from "../components/controls.tsx";
import { Page } from "../components/layout.tsx";
import { useCaseListWords } from "../messages/cases.ts";
import { useWords } from "../messages/words.tsx";
import { boldParts, type GuideBlock, readGuide } from "./help/guide-text.ts";
import "./records.css";

const GUIDES = import.meta.glob("../../../docs/guides/registrar.*.md", {
  query: "?raw",
  import: "default",
  eager: true,
});

export default function HelpPage() {
  const { say } = useCaseListWords();
  const { language } = useWords();
  const blocks = readGuide(GUIDES[`../../../docs/guides/registrar.${language}.md`] ?? "");
  const title = blocks.find((block) => block.kind === "title");
  return (
    <Page
      title={title?.kind === "title" ? title.text : say("guide")}
      actions={<Button onClick={() => window.print()}>{say("printGuide")}</Button>}
    >
      <article className="guide">
        {blocks.map((block) => (
          <Block key={JSON.stringify(block)} block={block} />
        ))}
      </article>
    </Page>
  );
}

function Block({ block }: { block: GuideBlock }) {
  switch (block.kind) {
    case "title":
      return null;
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
                    {cell}
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

function Words({ text }: { text: string }) {
  return boldParts(text).map((part, index) => {
    const key = `${index} ${part}`;
    return index % 2 === 1 ? <strong key={key}>{part}</strong> : <span key={key}>{part}</span>;
  });
}
