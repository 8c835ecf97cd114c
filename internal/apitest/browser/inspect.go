package browser

import (
	"context"
	_ "embed"
	"os"
	"path/filepath"
	"strings"

	"github.com/chromedp/chromedp"
)

//go:embed axe/axe.min.js
var axe string

// Accessible holds the page against WCAG 2.2 AA and the practices that axe-core
// knows, and reports each violation.
func (v *Visitor) Accessible() {
	v.t.Helper()
	v.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := chromedp.Evaluate[bool](axe+";true")(ctx, t)
		return err
	}))
	found, err := chromedp.Run(v.ctx, chromedp.Evaluate[[]string](`axe.run(document, {
		runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
	}).then(r => r.violations.flatMap(v => v.nodes.map(n => v.id + ': ' + v.help + ' – ' + n.html + ' ' + n.failureSummary)))`, chromedp.EvalAwaitPromise))
	if err != nil {
		v.t.Fatal(err)
	}
	for _, violation := range found {
		v.t.Errorf("%s: %s", v.Path(), violation)
	}
}

// NotWider reports a page that does not fit the window's width.
func (v *Visitor) NotWider() {
	v.t.Helper()
	if over := evaluate[int](v, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); over > 0 {
		v.t.Errorf("%s is %d pixels wider than the window", v.Path(), over)
	}
}

// Shot writes the whole page as a picture.
func (v *Visitor) Shot(file string) {
	v.t.Helper()
	picture, err := chromedp.Run(v.ctx, chromedp.FullScreenshot(100))
	if err == nil {
		err = os.MkdirAll(filepath.Dir(file), 0o755)
	}
	if err == nil {
		err = os.WriteFile(file, picture, 0o644)
	}
	if err != nil {
		v.t.Fatal(err)
	}
}

// Loaded is how many bytes came over the wire since the last call: of the page
// itself, and of all.
func (v *Visitor) Loaded() (page, all int64) {
	v.mu.Lock()
	defer v.mu.Unlock()
	for at, n := range v.bytes {
		all += n
		if !strings.HasPrefix(at, v.base+"/static/") {
			page += n
		}
	}
	clear(v.bytes)
	return page, all
}
