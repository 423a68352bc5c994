// Package rtree measures Find of directory/option against SQLite's R*Tree: the
// same list, the same question, the same answers. It holds tests only.
package rtree
