package postgres

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"pheduyet/internal/change"
	"pheduyet/internal/proposal"
)

// listedAgency is an agency as a file states it, with the source of what it says.
type listedAgency struct {
	proposal.Agency
	Source string `json:"source"`
	Grade  string `json:"grade"`
	Note   string `json:"note"`
}

// previewAgencies shows which agencies a file adds and which it names otherwise.
// The end of an agency is no matter of a file: it has consequences for proposals
// and people.
func previewAgencies(_ context.Context, c changing) (change.Preview, error) {
	var p change.Preview
	listed, err := c.listed()
	if err != nil {
		return p, err
	}
	for _, a := range listed {
		was, known := c.reg.agencies[a.Code]
		switch {
		case !known:
			p.Add(change.Adds, a.Code, proposal.T("Thêm cơ quan “%s”", "Adds the agency “%s”", a.Name))
		case was != a.Agency:
			p.Add(change.Changes, a.Code, proposal.T("“%s” thành “%s”", "“%s” becomes “%s”", was.Name, a.Name))
		}
	}
	if len(p.Lines) == 0 {
		return p, proposal.Errorf(proposal.CodeConflict, "Các cơ quan đã đúng như tệp này.", "The agencies are as in this file already.")
	}
	return p, nil
}

// listed reads the file and holds it against the agencies there are.
func (c changing) listed() ([]listedAgency, error) {
	var listed []listedAgency
	dec := json.NewDecoder(bytes.NewReader(c.body))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&listed); err != nil {
		return nil, invalidChange(fieldFault("body", "Tệp cơ quan không đọc được: %v.", "The file of agencies cannot be read: %v.", err))
	}
	all := maps.Clone(c.reg.agencies)
	for i, a := range listed {
		listed[i].FilingSign = c.reg.agencies[a.Code].FilingSign // the agency's own to say
		all[a.Code] = listed[i].Agency
	}
	var faults []proposal.FieldError
	seen := map[string]bool{}
	for i, a := range listed {
		fault := func(field, vi, en string, args ...any) {
			faults = append(faults, fieldFault(fmt.Sprintf("[%d].%s", i, field), "Cơ quan “"+a.Code+"”: "+vi, "The agency “"+a.Code+"”: "+en, args...))
		}
		if seen[a.Code] {
			fault("code", "mã có hai lần.", "its code is there twice.")
		}
		seen[a.Code] = true
		checkAgency(a, c.reg.agencies[a.Code], all, fault)
	}
	if len(faults) > 0 {
		return nil, invalidChange(faults...)
	}
	return listed, nil
}

var agencyKinds = []proposal.AgencyKind{
	proposal.KindMinistry, proposal.KindPeople, proposal.KindDepartment, proposal.KindCommune, proposal.KindUnit, proposal.KindCouncil,
}

// checkAgency names the faults of one agency; was is what there is under its code.
func checkAgency(a listedAgency, was proposal.Agency, all map[string]proposal.Agency, fault func(field, vi, en string, args ...any)) {
	if a.Code == "" || a.Name == "" || a.ShortName == "" || a.Source == "" || a.Grade == "" {
		fault("code", "thiếu mã, tên, tên ngắn, nguồn hoặc mức tin cậy.", "its code, name, short name, source or grade is missing.")
	}
	if !slices.Contains(agencyKinds, a.Kind) || (a.Kind == proposal.KindUnit) != (a.Parent != "") {
		fault("kind", "loại “%s” không rõ, hoặc không hợp với cơ quan cấp trên.", "the kind “%s” is unknown or does not fit its parent.", a.Kind)
	}
	if _, ok := all[a.Parent]; a.Parent != "" && (!ok || a.Parent == a.Code) {
		fault("parent", "không có cơ quan cấp trên “%s”.", "there is no parent “%s”.", a.Parent)
	}
	if a.From != "" && !a.From.Valid() {
		fault("from", "ngày không hợp lệ.", "the day is not valid.")
	}
	if was.To != a.To || was.Successor != a.Successor {
		fault("to", "sáp nhập, chia tách, kết thúc cơ quan không nhập bằng tệp này.", "an agency does not end or give way to another by this file.")
	}
	if was.Code != "" && was.Kind != a.Kind {
		fault("kind", "không đổi loại cơ quan đã có.", "the kind of an agency that is there stays.")
	}
}

// applyAgencies adds and renames.
func applyAgencies(ctx context.Context, c *confirming) error {
	listed, err := c.listed()
	if err != nil {
		return err
	}
	var s Seeds
	for _, a := range listed {
		s.Agencies = append(s.Agencies, a.Agency)
	}
	b := &batch{at: c.tx}
	s.queueAgencies(b)
	if err := b.send(ctx); err != nil {
		return err
	}
	return bumpRegisters(ctx, c.tx)
}
