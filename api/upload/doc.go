// Package upload looks into uploaded documents: what type their bytes really
// have, whether their text can be read, and whether it carries a secrecy mark. It
// keeps nothing and writes nothing to disk: a marked document must leave no trace.
package upload
