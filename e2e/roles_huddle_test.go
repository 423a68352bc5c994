package e2e

var _ = rows(`
GET  /huddle           in    ok    ok    no    no    ok    no    no    no    no
GET  /huddle/guests    in    ok    ok    no    no    ok    no    no    no    no
`)
