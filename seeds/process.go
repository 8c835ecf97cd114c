package seeds

import (
	"fmt"
	"sync"

	"pheduyet/internal/process"
)

// Register is the register of legal documents.
var Register = sync.OnceValues(func() (process.Register, error) {
	data, err := files.ReadFile("register/documents.json")
	if err != nil {
		return process.Register{}, err
	}
	return process.ParseRegister(data)
})

// Packs are the shipped process packs, each validated against the shipped
// agencies and register.
var Packs = sync.OnceValues(func() (*process.Set, error) {
	agencies, err := Agencies()
	if err != nil {
		return nil, err
	}
	register, err := Register()
	if err != nil {
		return nil, err
	}
	known := process.Known{Agencies: ByCode(agencies), Register: register}
	var packs []process.Pack
	for _, name := range names("packs", ".json") {
		data, err := files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		p, err := process.Parse(data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		packs = append(packs, p)
	}
	set, err := process.NewSet(packs...)
	if err != nil {
		return nil, err
	}
	for _, p := range set.All() { // each in the period that the next one leaves it
		if err := p.Validate(known); err != nil {
			return nil, err
		}
	}
	return set, nil
})
