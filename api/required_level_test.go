package api

import "testing"

func TestTheLevelComesWithItsReasons(t *testing.T) {
	w := newWorld(t)
	facts := map[string]any{"audience": "public", "information": "personal", "infrastructure": "none",
		"personal_data_subjects": 5, "sensitive_data_subjects": 0, "handles_tthc": true}
	got := w.post(t, "filer", "/required-level", map[string]any{"security": facts}).want(200).tree()
	if got["level"] != 3. || len(got["reasons"].([]any)) == 0 {
		t.Errorf("%v", got)
	}
	if got := w.post(t, "filer", "/required-level", map[string]any{}).want(200).tree(); got["level"] != 2. {
		t.Errorf("unknown facts give level %v, want 2", got["level"])
	}
	w.post(t, "filer", "/required-level", map[string]any{"kind": "khac"}).refused(422, "invalid", "kind")
}

func TestADraftTellsWhatItLacks(t *testing.T) {
	w := newWorld(t)
	id := w.post(t, "filer", "/proposals", map[string]any{"kind": "new_build", "name": "Hồ sơ"}).want(201).tree()["id"].(string)
	missing := w.get(t, "filer", "/proposals/"+id).want(200).tree()["missing"].([]any)
	if len(missing) != 10 {
		t.Errorf("%d things are missing, want all ten: %v", len(missing), missing)
	}
	if got := w.get(t, "filer", w.draft(t)).want(200).tree()["missing"].([]any); len(got) != 0 {
		t.Errorf("a whole draft lacks %v", got)
	}
}
