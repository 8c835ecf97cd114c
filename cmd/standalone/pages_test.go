package main

import (
	"flag"
	"path/filepath"
	"strings"
	"testing"

	"pheduyet/internal/apitest"
	"pheduyet/internal/apitest/browser"
)

// Pictures are written where -screenshots says. -at has the pages of a running
// server looked at instead of the shared machine's.
var (
	screenshots = flag.String("screenshots", "", "write a picture of every page, wide and phone, into this folder")
	runningAt   = flag.String("at", "", "look at the pages of this running server, as http://127.0.0.1:8080")
)

// The sizes that no page may pass, in bytes over the wire.
const (
	firstVisit = 300_000
	laterPage  = 40_000
)

// Every page is drawn, for screen and phone; breaks no rule of accessibility and none of its own policy; loads nothing from elsewhere and not
// too much.
func TestPages(t *testing.T) {
	c := onStage(t)
	at := stage(t, c)
	visitors := map[string]*browser.Visitor{}
	for _, p := range everyPage {
		p.as = named(p.as, at)
		v := visitors[p.as]
		if v == nil {
			v = browser.Visit(t, c.Base())
			if p.as != "" {
				v.SignIn(p.as)
			}
			visitors[p.as] = v
		}
		t.Run(p.name, func(t *testing.T) { look(t, v.For(t), p, at) })
	}
}

// onStage is a client of the server whose pages are looked at.
func onStage(t *testing.T) *apitest.Client {
	t.Helper()
	if *runningAt != "" {
		return apitest.New(t, *runningAt)
	}
	return onShared(t)
}

func look(t *testing.T, v *browser.Visitor, p aPage, at map[string]string) {
	path := named(p.path, at)
	v.Wide()
	v.Loaded()
	status := v.Open(path)
	if want := map[bool]int{true: 404, false: 200}[p.name == "not-found"]; status != want {
		t.Fatalf("%s is answered %d: %s", path, status, v.Text())
	}
	if page, all := v.Loaded(); page > laterPage || all > firstVisit {
		t.Errorf("%s loads %d bytes, the page itself %d", path, all, page)
	}
	v.Accessible()
	shoot(v, p.name, "wide")
	v.Phone()
	v.Open(path)
	v.NotWider()
	v.Accessible()
	shoot(v, p.name, "phone")
	if *screenshots == "" {
		return // English differs in its words alone
	}
	v.Wide()
	v.Open("/language/en?back=" + strings.ReplaceAll(path, "&", "%26"))
	shoot(v, p.name, "english")
	v.Open("/language/vi?back=/")
}

// named puts what stage staged in the place of its names.
func named(text string, at map[string]string) string {
	for name, id := range at {
		text = strings.ReplaceAll(text, "{"+name+"}", id)
	}
	return text
}

func shoot(v *browser.Visitor, name, kind string) {
	if *screenshots != "" {
		v.Shot(filepath.Join(*screenshots, kind, name+".png"))
	}
}
