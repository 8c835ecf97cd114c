package seeds

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
)

//go:embed accounts agencies catalog envelopes holidays lexicon packs proposals register
var files embed.FS

// names lists the files of a folder with the extension, in order. A folder that
// is not there has none.
func names(folder, ext string) []string {
	entries, err := fs.ReadDir(files, folder)
	if err != nil {
		return nil
	}
	var list []string
	for _, e := range entries {
		if !e.IsDir() && path.Ext(e.Name()) == ext {
			list = append(list, folder+"/"+e.Name())
		}
	}
	slices.Sort(list)
	return list
}

// raw reads every file of a folder by its base name without the extension.
func raw(folder, ext string) (map[string][]byte, error) {
	all := map[string][]byte{}
	for _, name := range names(folder, ext) {
		data, err := files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		all[strings.TrimSuffix(path.Base(name), ext)] = data
	}
	return all, nil
}

// list decodes every named file, each a JSON list, into one list.
func list[T any](paths ...string) ([]T, error) {
	var all []T
	for _, p := range paths {
		data, err := files.ReadFile(p)
		if err != nil {
			return nil, err
		}
		part, err := decode[[]T](data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", p, err)
		}
		all = append(all, part...)
	}
	return all, nil
}

// decode reads exactly one JSON value without unknown fields.
func decode[T any](data []byte) (T, error) {
	var v T
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&v); err != nil {
		return v, fmt.Errorf("JSON không đọc được: %w", err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return v, errors.New("JSON có nội dung thừa ở cuối")
	}
	return v, nil
}
