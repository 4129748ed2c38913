// The rule of walled cases: by what a case is walled, from whom it is hidden, whom it reaches, how it ends. Of the pack alone.
import type { ReactNode } from "react";
import { Link } from "wouter";
import { MONTHS_BACK } from "#src/domain/access/raise-wall.ts";
import { standsOn } from "#src/domain/alerts/route-alerts.ts";
import { unitsAsKnown } from "#src/domain/pack/unit-periods.ts";
import { Notice, Panel, Table } from "../../components/layout.tsx";
import { useWallWords } from "../../messages/wall.ts";
import { useWallRuleWords } from "../../messages/wall-rules.ts";
import { useWords } from "../../messages/words.tsx";
import { useItems, useLabels, usePack } from "../../pack.tsx";
import { useToday } from "../../use-today.ts";

export function WallRulePanel() {
  const { say } = useWallRuleWords();
  const wallWords = useWallWords();
  const { pick } = useWords();
  const { label } = useLabels();
  const { alertRules, lexicon, units } = usePack();
  const ticks = useItems("officer-involvement");
  const today = useToday();
  const { officialRoles, alert } = alertRules.wall;
  const words = lexicon.entries
    .filter(({ officials }) => officials)
    .map(({ id }) => wallWords.sayCode("word", id));
  const affairs = unitsAsKnown(units, today).filter(
    (unit) => unit.kind === "internal-affairs" && standsOn(unit, today),
  );
  return (
    <Panel id="wall-rule" title={say("title")}>
      <p>{say("explain")}</p>
      <p>
        <strong>{pick(alert.label)}.</strong> {say(`urgency.${alert.urgency}`)}
      </p>
      <Part title={say("by")}>
        <li>{say("by.suspect")}</li>
        {officialRoles.length > 0 && (
          <li>
            {say("by.roles", { roles: officialRoles.map((role) => label("suspect-role", role)).join("; ") })}
          </li>
        )}
        {ticks.map(({ code, label: tick }) => (
          <li key={code}>{say("by.tick", { tick: pick(tick) })}</li>
        ))}
        <li>{say("by.declared")}</li>
        <li>{say("by.number")}</li>
        {words.length > 0 && (
          <li>
            {say("by.words", { words: words.join("; ") })}{" "}
            <Link href="/administration/lists" state={{ list: "words" }}>
              {say("toWords")}
            </Link>
          </li>
        )}
        <li>{say("by.joined")}</li>
      </Part>
      <Part title={say("hidden")}>
        <li>{say("hidden.all")}</li>
        <li>{say("hidden.named", { months: MONTHS_BACK })}</li>
        <li>{say("hidden.unknown")}</li>
      </Part>
      <Part title={say("goes")}>
        <li>
          {say("goes.owners", { affairs: affairs.map(({ name }) => name).join("; ") || say("nobody") })}
        </li>
        <li>{say("goes.prosecutor")}</li>
      </Part>
      <Part title={say("lifts")}>
        <li>{say("lifts.two")}</li>
      </Part>
      <p className="quiet">{say("ofPack")}</p>
    </Panel>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <h3>{title}</h3>
      <ul className="bullets">{children}</ul>
    </>
  );
}

/** Where walled cases go that only prosecutors may know of, and what would keep them from arriving. */
export function ProsecutorPanel() {
  const { say } = useWallRuleWords();
  const { label } = useLabels();
  const { alertRules, units } = usePack();
  const today = useToday();
  const known = new Map(unitsAsKnown(units, today).map((unit) => [unit.id, unit]));
  const offices = alertRules.wall.prosecutorUnits.map((id) => {
    const unit = known.get(id);
    return { id, unit, stands: unit !== undefined && standsOn(unit, today) };
  });
  const nationwide = offices.some(({ unit, stands }) => stands && unit?.competence.length === 0);
  return (
    <Panel id="prosecutor-units" title={say("offices")}>
      <p className="quiet">{say("officesExplain")}</p>
      {offices.length === 0 && <Notice kind="warning">{say("none")}</Notice>}
      {offices.length > 0 && !nationwide && <Notice kind="warning">{say("nationwide")}</Notice>}
      {offices.length > 0 && (
        <Table
          caption={say("officesCaption")}
          rows={offices}
          rowKey={({ id }) => id}
          columns={[
            { key: "office", title: say("office"), cell: ({ id, unit }) => unit?.name ?? id },
            {
              key: "places",
              title: say("places"),
              cell: ({ unit }) =>
                unit === undefined
                  ? "–"
                  : unit.competence.map((code) => label("place", code)).join("; ") || say("everywhere"),
            },
            {
              key: "stands",
              title: say("stands"),
              cell: ({ stands }) => (stands ? say("stands.true") : <strong>{say("stands.false")}</strong>),
            },
          ]}
        />
      )}
    </Panel>
  );
}
