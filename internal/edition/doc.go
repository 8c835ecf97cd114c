// Package edition knows the file form of a catalog edition: it reads one, names
// its faults, and says what taking it into force adds, changes and ends. It may
// know the domain and the catalog's types; it reads no database.
package edition
