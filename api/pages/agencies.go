package pages

import (
	"sync"
	"time"
)

// agency is what a page says of an agency.
type agency struct {
	Code      string `json:"code"`
	Name      string `json:"name"`
	ShortName string `json:"short_name"`
	Kind      string `json:"kind"`
}

// agencyNames remembers names for a while: every page says some.
type agencyNames struct {
	mu     sync.Mutex
	read   time.Time
	byCode map[string]agency
}

// namesFresh is how long a name may be old.
const namesFresh = time.Minute

// agencyList reads the agencies, from memory while that is fresh.
func (v *visit) agencyList() (map[string]agency, error) {
	v.agencies.mu.Lock()
	defer v.agencies.mu.Unlock()
	if v.agencies.byCode != nil && v.Clock().Sub(v.agencies.read) < namesFresh {
		return v.agencies.byCode, nil
	}
	var got struct{ Items []agency }
	if err := v.get("/agencies", nil, &got); err != nil {
		return nil, err
	}
	byCode := make(map[string]agency, len(got.Items))
	for _, a := range got.Items {
		byCode[a.Code] = a
	}
	v.agencies.byCode, v.agencies.read = byCode, v.Clock()
	return byCode, nil
}

// agencyName is an agency's name; its code where the name cannot be had.
func (v *visit) agencyName(code any, short bool) string {
	var of string
	switch c := code.(type) {
	case string:
		of = c
	case *string:
		if c != nil {
			of = *c
		}
	}
	if v.actor.Account == "" || of == "" {
		return of
	}
	names, err := v.agencyList()
	a, ok := names[of]
	switch {
	case err != nil || !ok:
		return of
	case short && a.ShortName != "":
		return a.ShortName
	}
	return a.Name
}
