package main

import (
	"encoding/json"
	"reflect"
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
