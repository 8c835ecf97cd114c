#!/bin/bash
# Fetches the vendored files of the pages again, at the versions that stand in
# each folder's VERSION file. Changed on the way: GOV.UK's own typeface and crest
# may be used on GOV.UK alone, so the style sheet names ours and no picture.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# fetch FOLDER unpacks the npm package that the folder's VERSION names.
fetch() {
	rm -rf "$work/package"
	tgz=$(cd "$work" && npm pack --silent "$(cat "$1/VERSION")")
	tar xzf "$work/$tgz" -C "$work"
}

fetch "$here/govuk"
perl -0pe 's/\@font-face\{[^}]*\}//g; s/GDS Transport/Be Vietnam Pro/g; s/url\(\/assets\/[^)]*\)/none/g; s/\/\*# sourceMappingURL.*?\*\///g' \
	"$work/package/dist/govuk/govuk-frontend.min.css" > "$here/govuk/govuk-frontend.min.css"
perl -0pe 's/\/\/# sourceMappingURL.*//g' "$work/package/dist/govuk/govuk-frontend.min.js" > "$here/govuk/govuk-frontend.min.js"

fetch "$here/be-vietnam-pro"
for subset in latin vietnamese; do for weight in 400 700; do
	cp "$work/package/files/be-vietnam-pro-$subset-$weight-normal.woff2" "$here/be-vietnam-pro/$subset-$weight.woff2"
done; done
cp "$work/package/LICENSE" "$here/be-vietnam-pro/LICENSE"

fetch "$here/htmx"
cp "$work/package/dist/htmx.min.js" "$here/htmx/htmx.min.js"
cp "$work/package/LICENSE" "$here/htmx/LICENSE"

axe=$here/../../internal/apitest/browser/axe
fetch "$axe"
cp "$work/package/axe.min.js" "$work/package/LICENSE" "$axe/"
