package main

import (
	"context"
	"encoding/json"
	"reflect"
	"time"
)

// merge lays a JSON merge patch (RFC 7396) over a value.
func merge(target, patch any) any {
	over, ok := patch.(map[string]any)
	if !ok {
		return patch
	}
	merged := map[string]any{}
	if under, ok := target.(map[string]any); ok {
		for k, v := range under {
			merged[k] = v
		}
	}
	for k, v := range over {
		if v == nil {
			delete(merged, k)
		} else {
			merged[k] = merge(merged[k], v)
		}
	}
	return merged
}

// plain turns any JSON-able value into maps, lists and scalars.
func plain(v any) (any, error) {
	data, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	var out any
	return out, json.Unmarshal(data, &out)
}

// holds reports whether fields already have the values of a change.
func holds(fields map[string]json.RawMessage, change map[string]any) bool {
	for name, want := range change {
		var have any
		if json.Unmarshal(fields[name], &have) != nil || !reflect.DeepEqual(have, want) {
			return false
		}
	}
	return true
}

// completion is how long from today a draft whose stated completion has passed is
// to be completed: seeds name days, and are filed on later ones too.
const completion = "$today+400"

// inTime puts off the stated completion of a draft where it has passed.
func (f *filing) inTime(ctx context.Context) error {
	var day string
	if f.view.Status != "draft" || json.Unmarshal(f.view.fields["expected_completion"], &day) != nil || day == "" || day >= f.client.today.Format(time.DateOnly) {
		return nil
	}
	later, err := dayIn(completion, f.client.today)
	if err != nil {
		return err
	}
	a, err := f.client.do(ctx, call{account: f.seed.Filer, method: "PATCH", path: f.path(""), etag: f.view.etag, body: object{"expected_completion": later}})
	if err != nil {
		return err
	}
	if err := a.json(200, &struct{}{}); err != nil {
		return err
	}
	if err := f.refresh(ctx); err != nil {
		return err
	}
	if place, told := f.past.after(f.cursor, "patch", ""); told { // it is no step of the script
		f.cursor = place
	}
	return nil
}
