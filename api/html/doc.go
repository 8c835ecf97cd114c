// Package html is how a page looks: the templates, one file a page, and every word
// on them in Vietnamese and English. It knows how values are written for people
// (dates, amounts, times) and where style sheets are; nothing of where values come
// from.
//
// A page's template defines "content" and is drawn inside layout.html; parts that
// several pages use stand in components.html. Words stand in texts/*.json as
// "key": ["tiếng Việt", "English"] and are asked for by {{t "key"}}.
package html
