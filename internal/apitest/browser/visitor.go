package browser

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Visitor is one person at a browser of their own. Its methods end the test where
// something cannot be done.
type Visitor struct {
	t    testing.TB
	base string
	ctx  context.Context

	mu     sync.Mutex
	faults []string
	status int64
	bytes  map[string]int64 // loaded, compressed, by address
	asked  map[network.RequestID]string
}

// patience is how long a page may take to do what a test waits for.
const patience = 20 * time.Second

// Visit opens a window on the server at base, with no cookies, wide as an office
// screen.
func Visit(t testing.TB, base string) *Visitor {
	t.Helper()
	ctx, cancel := chromedp.NewContext(started(t), chromedp.WithNewBrowserContext())
	v := &Visitor{t: t, base: strings.TrimSuffix(base, "/"), ctx: ctx, bytes: map[string]int64{}, asked: map[network.RequestID]string{}}
	t.Cleanup(func() {
		cancel()
		v.mu.Lock()
		defer v.mu.Unlock()
		for _, f := range v.faults {
			t.Error("the page " + f)
		}
	})
	v.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		if _, err := cdp.Call(ctx, target, network.Enable, network.EnableParams{}); err != nil {
			return err
		}
		_, err := cdp.Call(ctx, target, cdplog.Enable, cdp.Empty{})
		return err
	}))
	if err := chromedp.Listen(ctx, v.watch); err != nil {
		t.Fatal(err)
	}
	v.Wide()
	return v
}

// watch notes what no page may do, and what it loads.
func (v *Visitor) watch(event any) {
	v.mu.Lock()
	defer v.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		v.asked[e.RequestID] = e.Request.URL
		if !strings.HasPrefix(e.Request.URL, v.base+"/") && !strings.HasPrefix(e.Request.URL, "about:") {
			v.faults = append(v.faults, "asked for "+e.Request.URL)
		}
	case *network.EventResponseReceived:
		if e.Type == network.ResourceTypeDocument {
			v.status = e.Response.Status
		}
	case *network.EventLoadingFinished:
		v.bytes[v.asked[e.RequestID]] += int64(e.EncodedDataLength)
	case *cdplog.EventEntryAdded:
		if strings.Contains(e.Entry.Text, "Content Security Policy") {
			v.faults = append(v.faults, "broke its policy: "+e.Entry.Text)
		}
	case *runtime.EventExceptionThrown:
		v.faults = append(v.faults, "failed in a script: "+thrown(e.ExceptionDetails))
	}
}

// thrown tells an exception and where it was.
func thrown(e *runtime.ExceptionDetails) string {
	said := e.Text
	if e.Exception != nil {
		said += " " + e.Exception.Description
	}
	return fmt.Sprintf("%s, at %s:%d", said, e.URL, e.LineNumber+1)
}

func (v *Visitor) do(steps ...chromedp.Action[chromedp.Void]) {
	v.t.Helper()
	ctx := v.ctx
	if chromedp.FromContext(ctx).Target != nil { // the first call opens the window, which must outlive it
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, patience)
		defer cancel()
	}
	if err := chromedp.Do(ctx, steps...); err != nil {
		v.t.Fatalf("%v, at %s", err, v.here())
	}
}

// here tells where the visitor is, for messages.
func (v *Visitor) here() string {
	ctx, cancel := context.WithTimeout(v.ctx, time.Second)
	defer cancel()
	at, _ := chromedp.Run(ctx, chromedp.Location())
	text, _ := chromedp.Run(ctx, chromedp.Evaluate[string]("document.body ? document.body.innerText.slice(0, 2000) : ''"))
	return at + "\n" + text
}

// Wide makes the window an office screen's, Phone a phone's.
func (v *Visitor) Wide() { v.t.Helper(); v.do(chromedp.EmulateViewport(1280, 900)) }

// Phone makes the window a phone's.
func (v *Visitor) Phone() {
	v.t.Helper()
	v.do(chromedp.EmulateViewport(390, 844, chromedp.EmulateMobile))
}

// NoScript switches JavaScript off.
func (v *Visitor) NoScript() {
	v.t.Helper()
	v.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	}))
}

// For reports to another test, as a subtest's.
func (v *Visitor) For(t testing.TB) *Visitor { v.t = t; return v }
