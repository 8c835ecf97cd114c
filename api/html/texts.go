package html

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
)

//go:embed texts/*.json
var textFiles embed.FS

// The languages, as positions in a text.
const (
	vietnamese = iota
	english
)

// text is the same words in both languages.
type text [2]string

// readTexts joins the tables; a key stands in one of them alone.
func readTexts() (map[string]text, error) {
	all := map[string]text{}
	names, err := fs.Glob(textFiles, "texts/*.json")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		data, err := textFiles.ReadFile(name)
		if err != nil {
			return nil, err
		}
		var table map[string]text
		if err := json.Unmarshal(data, &table); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		for key, t := range table {
			if _, twice := all[key]; twice {
				return nil, fmt.Errorf("%s: %q stands in another table too", name, key)
			}
			all[key] = t
		}
	}
	return all, nil
}

// words gives the text of a key with its arguments filled in.
func (l *look) words(key string, args ...any) (string, error) {
	t, ok := l.texts[key]
	if !ok {
		return "", fmt.Errorf("no text for %q", key)
	}
	if len(args) == 0 {
		return t[l.lang], nil
	}
	for i := range args {
		args[i] = deref(args[i])
	}
	return fmt.Sprintf(t[l.lang], args...), nil
}

// Words gives the text of a key in a language ("vi" or "en"), or the key where it
// has none.
func Words(lang, key string, args ...any) string {
	s, err := looks()[lang].words(key, args...)
	if err != nil {
		return key
	}
	return s
}

// Has reports whether there is such a text.
func Has(key string) bool { _, ok := looks()["vi"].texts[key]; return ok }
