package browser

import (
	"context"
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// Open goes to an address of the server and gives the status it was answered with.
func (v *Visitor) Open(path string) int {
	v.t.Helper()
	v.do(chromedp.Navigate(v.base + path))
	v.mu.Lock()
	defer v.mu.Unlock()
	return int(v.status)
}

// SignIn signs in as a demonstration account.
func (v *Visitor) SignIn(username string) *Visitor {
	v.t.Helper()
	v.Open("/sign-in")
	v.Fill("username", username)
	v.Fill("password", "pheduyet")
	v.Submit("Đăng nhập")
	if at := v.Path(); strings.HasPrefix(at, "/sign-in") {
		v.t.Fatalf("%s is not signed in: %s", username, v.here())
	}
	return v
}

// Path is the address shown, without the server's.
func (v *Visitor) Path() string {
	v.t.Helper()
	at, err := chromedp.Run(v.ctx, chromedp.Location())
	if err != nil {
		v.t.Fatal(err)
	}
	return strings.TrimPrefix(at, v.base)
}

func named(name string) chromedp.CSS { return chromedp.CSS("[name=" + strconv.Quote(name) + "]") }

// Fill types into the field of a name, in place of what stands there.
func (v *Visitor) Fill(name, text string) {
	v.t.Helper()
	script := fmt.Sprintf(`(() => { const e = document.getElementsByName(%q)[0]; if (!e) return false; e.value = ''; e.focus(); return true })()`, name)
	if found := evaluate[bool](v, script); !found {
		v.t.Fatalf("no field %s, at %s", name, v.here())
	}
	v.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, input.InsertText, input.InsertTextParams{Text: text})
		return err
	}))
}

// Choose picks a radio button, a checkbox or an item of a list by name and value.
func (v *Visitor) Choose(name, value string) {
	v.t.Helper()
	script := fmt.Sprintf(`(() => {
		for (const e of document.getElementsByName(%[1]q)) {
			if (e.tagName === 'SELECT') { e.value = %[2]q; if (e.value !== %[2]q) continue }
			else if (e.value !== %[2]q) continue
			else if (!e.checked) e.click()
			e.dispatchEvent(new Event('input', {bubbles: true}))
			e.dispatchEvent(new Event('change', {bubbles: true}))
			return true
		}
		return false
	})()`, name, value)
	if found := evaluate[bool](v, script); !found {
		v.t.Fatalf("%s has no choice %q, at %s", name, value, v.here())
	}
}

// ChooseWords picks the item of a list whose text holds these words.
func (v *Visitor) ChooseWords(name, words string) {
	v.t.Helper()
	value := evaluate[string](v, fmt.Sprintf("[...(document.getElementsByName(%q)[0]?.options ?? [])].find(o => o.text.includes(%q))?.value ?? ''", name, words))
	if value == "" {
		v.t.Fatalf("%s has no choice that says %q, at %s", name, words, v.here())
	}
	v.Choose(name, value)
}

// Attach puts files into a file field.
func (v *Visitor) Attach(name string, files ...string) {
	v.t.Helper()
	v.do(chromedp.SetUploadFiles(named(name), files))
}

// Submit presses the button with these words and waits for the next page.
func (v *Visitor) Submit(words string) {
	v.t.Helper()
	v.follow(v.button("//main//button|//header//button", words))
}

// SubmitTwice presses the button with these words as an impatient person on a slow
// line does: what the form says is sent once behind the page, then by the button,
// pressed twice.
func (v *Visitor) SubmitTwice(words string) {
	v.t.Helper()
	ctx, cancel := context.WithTimeout(v.ctx, patience)
	defer cancel()
	refused, err := chromedp.Run(ctx, chromedp.Evaluate[string](fmt.Sprintf(`(async () => {
		const form = [...document.querySelectorAll('main form[method=post]')].find(f => [...f.querySelectorAll('button')].some(b => b.innerText.includes(%q)))
		if (!form) return 'no such form'
		const answer = await fetch(form.action, {method: 'POST', body: new URLSearchParams(new FormData(form))})
		if (answer.ok) return ''
		const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
		return answer.status + ' ' + (page.querySelector('.govuk-error-summary') ?? page.body).innerText
	})()`, words), chromedp.EvalAwaitPromise))
	if err != nil || refused != "" {
		v.t.Fatalf("%q is not sent: %v, %s, at %s", words, err, refused, v.here())
	}
	button := v.button("//main//button", words)
	if _, err := chromedp.RunResponse(ctx, chromedp.DoubleClick(button)); err != nil {
		v.t.Fatalf("%s: %v, at %s", button, err, v.here())
	}
}

// Follow follows the link with these words and waits for the page.
func (v *Visitor) Follow(words string) {
	v.t.Helper()
	v.follow(v.button("//a", words))
}

// FollowNear follows the link with these words in the table's row that says
// something else.
func (v *Visitor) FollowNear(row, words string) {
	v.t.Helper()
	v.follow(v.button(fmt.Sprintf("//tr[contains(., %q)]//a", row), words))
}

// Click presses the button or link with these words, without waiting for a page.
func (v *Visitor) Click(words string) {
	v.t.Helper()
	v.do(chromedp.Click(v.button("//button|//a|//summary", words)))
}

// button is the XPath of the first visible element that holds these words.
func (v *Visitor) button(kinds, words string) chromedp.Search {
	var each []string
	for _, kind := range strings.Split(kinds, "|") {
		each = append(each, fmt.Sprintf("%s[contains(normalize-space(.), %q)]", kind, words))
	}
	return chromedp.Search("(" + strings.Join(each, " | ") + ")[1]")
}

func (v *Visitor) follow(to chromedp.Search) {
	v.t.Helper()
	ctx, cancel := context.WithTimeout(v.ctx, patience)
	defer cancel()
	if _, err := chromedp.RunResponse(ctx, chromedp.Click(to)); err != nil {
		v.t.Fatalf("%s: %v, at %s", to, err, v.here())
	}
}

// Press presses a key, as kb.Enter.
func (v *Visitor) Press(key string) {
	v.t.Helper()
	v.do(chromedp.KeyEvent(key))
}

// Sees waits until the page says every one of these words.
func (v *Visitor) Sees(words ...string) {
	v.t.Helper()
	ctx, cancel := context.WithTimeout(v.ctx, patience)
	defer cancel()
	for _, w := range words {
		script := fmt.Sprintf("document.body && document.body.innerText.normalize().includes(%q)", w)
		for said := false; !said; {
			_, err := chromedp.Run(ctx, chromedp.Poll[bool](script))
			if err != nil && ctx.Err() != nil { // otherwise the page just went away for the next
				v.t.Fatalf("the page does not say %q: %s", w, v.here())
			}
			said = err == nil
		}
	}
}

// Text is what the page says now.
func (v *Visitor) Text() string { v.t.Helper(); return evaluate[string](v, "document.body.innerText") }

// Value is what stands in a field.
func (v *Visitor) Value(name string) string {
	v.t.Helper()
	return evaluate[string](v, fmt.Sprintf("document.getElementsByName(%q)[0]?.value ?? ''", name))
}

// Fields are the names of the page's fields that hold these words, each once.
func (v *Visitor) Fields(words string) []string {
	v.t.Helper()
	return evaluate[[]string](v, fmt.Sprintf("[...new Set([...document.querySelectorAll('[name]')].map(e => e.name))].filter(n => n.includes(%q))", words))
}

// Download is the file that the link with these words leads to.
func (v *Visitor) Download(words string) []byte {
	v.t.Helper()
	ctx, cancel := context.WithTimeout(v.ctx, patience)
	defer cancel()
	encoded, err := chromedp.Run(ctx, chromedp.Evaluate[string](fmt.Sprintf(`(async () => {
		const link = [...document.links].find(a => a.innerText.includes(%q))
		const bytes = new Uint8Array(await (await fetch(link.href)).arrayBuffer())
		return btoa(Array.from(bytes, b => String.fromCharCode(b)).join(''))
	})()`, words), chromedp.EvalAwaitPromise))
	if err != nil {
		v.t.Fatalf("%v, at %s", err, v.here())
	}
	file, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		v.t.Fatal(err)
	}
	return file
}

func evaluate[T any](v *Visitor, script string) T {
	v.t.Helper()
	ctx, cancel := context.WithTimeout(v.ctx, patience)
	defer cancel()
	out, err := chromedp.Run(ctx, chromedp.Evaluate[T](script))
	if err != nil {
		v.t.Fatalf("%v, at %s", err, v.here())
	}
	return out
}

// Read is the text of the first element that a CSS selector finds.
func (v *Visitor) Read(selector string) string {
	v.t.Helper()
	return evaluate[string](v, fmt.Sprintf("document.querySelector(%q)?.innerText ?? ''", selector))
}

// At waits until the address shown is the right one. While one page gives way to
// the next, the browser may have no answer.
func (v *Visitor) At(right func(path string) bool) {
	v.t.Helper()
	ctx, cancel := context.WithTimeout(v.ctx, patience)
	defer cancel()
	for {
		at, err := chromedp.Run(ctx, chromedp.Location())
		if err == nil && right(strings.TrimPrefix(at, v.base)) {
			return
		}
		if err == nil {
			_, err = chromedp.Run(ctx, chromedp.Poll[bool]("new Promise(r => setTimeout(() => r(true), 50))"))
		}
		if err != nil && ctx.Err() != nil {
			v.t.Fatalf("%v, at %s", err, v.here())
		}
	}
}
