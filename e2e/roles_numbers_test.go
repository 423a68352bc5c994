package e2e

var _ = rows(`
GET  /numbers    in    ok    ok    no    no    ok    no    ok    no    ok
`)
