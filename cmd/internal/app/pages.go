package app

import (
	"net/http"
	"strings"

	"pheduyet/api/pages"
)

// besidePages puts the pages where the API answers nothing of its own.
func (p *Parts) besidePages(api http.Handler, c Config) (http.Handler, error) {
	site, err := pages.New(pages.Deps{
		API: api, People: p.store, Sessions: p.store.Sessions(), Logger: p.logger,
		PublicURL: c.PublicURL, Demo: c.Seed == "demo",
	})
	if err != nil {
		return nil, err
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if forAPI(r.URL.Path) {
			api.ServeHTTP(w, r)
			return
		}
		site.ServeHTTP(w, r)
	}), nil
}

// forAPI reports whether a path is one of the API's, also where it knows none
// there.
func forAPI(path string) bool {
	switch path {
	case "/api", "/openapi.yaml", "/livez", "/readyz", "/metrics":
		return true
	}
	return strings.HasPrefix(path, "/api/")
}
