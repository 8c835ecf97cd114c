package html

import (
	"html/template"
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

var verb = regexp.MustCompile(`%(\[\d+\])?[sdv]`)

func TestEveryTextStandsInBothLanguages(t *testing.T) {
	texts, err := readTexts()
	if err != nil {
		t.Fatal(err)
	}
	for key, words := range texts {
		for lang, s := range words {
			if strings.TrimSpace(s) == "" {
				t.Errorf("%s has no words in language %d", key, lang)
			}
			if !norm.NFC.IsNormalString(s) {
				t.Errorf("%s is not in NFC: %q", key, s)
			}
		}
		if a, b := verb.FindAllString(words[vietnamese], -1), verb.FindAllString(words[english], -1); len(a) != len(b) {
			t.Errorf("%s takes %d arguments in Vietnamese, %d in English", key, len(a), len(b))
		}
	}
}

var asked = regexp.MustCompile(`\bt "([^"]+)"|"(?:label|hint|empty)" "([^"]+)"`)

// A key that is put together at run time is not seen here: the pages' own tests
// draw them.
func TestTemplatesAskForTextsThatExist(t *testing.T) {
	texts, err := readTexts()
	if err != nil {
		t.Fatal(err)
	}
	err = fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		source, err := files.ReadFile(name)
		for _, m := range asked.FindAllStringSubmatch(string(source), -1) {
			if key := m[1] + m[2]; !has(texts, key) {
				t.Errorf("%s asks for %q, which has no text", name, key)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func has(texts map[string]text, key string) bool { _, ok := texts[key]; return ok }

// The policy allows no style and no script in a page.
func TestNothingStandsInThePageItself(t *testing.T) {
	inside := regexp.MustCompile(`(?i)\sstyle=|\son[a-z]+=|<style|<script>|javascript:|https?://`)
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		source, err := files.ReadFile(name)
		text := strings.ReplaceAll(string(source), "http://www.w3.org/2000/svg", "")
		if found := inside.FindString(text); found != "" {
			t.Errorf("%s holds %q", name, found)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestValuesAreWrittenForPeople(t *testing.T) {
	for _, c := range []struct{ template, vi, en string }{
		{`{{date "2026-11-22"}}`, "22/11/2026", "22 Nov 2026"},
		{`{{datetime "2026-11-22T08:05:00+07:00"}}`, "08:05 22/11/2026", "22 Nov 2026, 08:05"},
		{`{{datetime "2026-11-22T18:05:00Z"}}`, "01:05 23/11/2026", "23 Nov 2026, 01:05"},
		{`{{date .}}`, "", ""},
		{`{{dong 1500000}}`, "1.500.000 đồng", "VND 1,500,000"},
		{`{{dong -7}}`, "−7 đồng", "VND −7"},
		{`{{percent 1 3}} {{percent 5 0}} {{percent 9 3}}`, "33 0 100", "33 0 100"},
		{`{{share 1 1000}} {{share 0 1000}} {{share 1 0}} {{share 2 4}}`, "1 0 0 50", "1 0 0 50"},
		{`{{id "details.findings[0].note"}}`, "details-findings-0--note", "details-findings-0--note"},
		{`{{t "form.day"}}`, "Ngày", "Day"},
	} {
		for code, want := range map[string]string{"vi": c.vi, "en": c.en} {
			var b strings.Builder
			page, err := template.New("").Funcs(looks()[code].funcs()).Parse(c.template)
			if err == nil {
				err = page.Execute(&b, (*string)(nil))
			}
			if err != nil || b.String() != want {
				t.Errorf("%s in %s: %q, %v; want %q", c.template, code, b.String(), err, want)
			}
		}
	}
}
