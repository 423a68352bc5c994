// Copies the design system's own examples, trimmed to the components we have and
// to the examples without ready HTML or arbitrary attributes, which none of ours
// takes, to where the golden test of our components reads them. Run it when the
// version of govuk-frontend changes.
import { readFileSync, writeFileSync } from "node:fs";

const components = [
  "back-link", "button", "checkboxes", "date-input", "details", "error-message", "error-summary",
  "exit-this-page", "fieldset", "file-upload", "generic-header", "hint", "input", "inset-text", "label",
  "notification-banner", "pagination", "panel", "radios", "select", "skip-link", "summary-list", "table",
  "tag", "textarea", "warning-text",
];

const lines = components.map((name) => {
  const url = new URL(`node_modules/govuk-frontend/dist/govuk/components/${name}/fixtures.json`, import.meta.url);
  const { fixtures } = JSON.parse(readFileSync(url, "utf8"));
  const cases = fixtures
    .filter(({ options }) => !/"(html|\w+Html|attributes)":/.test(JSON.stringify(options)))
    .map(({ name, options, html }) => JSON.stringify({ name, options, html }));
  return `  ${JSON.stringify(name)}: [\n    ${cases.join(",\n    ")}\n  ]`;
});
writeFileSync(
  new URL("../../internal/web/page/testdata/fixtures.json", import.meta.url),
  `{\n${lines.join(",\n")}\n}\n`,
);
