package e2e

// Who may open a sealed record, and the record of one's own.
var _ = rows(`
                                        stranger  Asha  Bo    Sam   Kit   Max   Ada   Lena  Dee   Toni
GET  /people/{person}/hats              in        ok    gone  no    no    gone  no    no    no    no
POST /people/{person}/seal              in        ok    gone  no    no    gone  no    no    no    no
POST /people/{person}/let-in            in        ok    gone  no    no    gone  no    no    no    no
POST /people/{person}/put-out           in        ok    gone  no    no    gone  no    no    no    no
POST /people/{person}/own-account       in        ok    gone  no    no    gone  no    no    no    no

GET  /own-record                        in        ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /own-record/let-in                 in        ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /own-record/put-out                in        ok    ok    ok    ok    ok    ok    ok    ok    ok

GET  /glass                             in        no    no    no    no    ok    no    ok    no    no
POST /glass                             in        no    no    no    no    ok    no    ok    no    no
GET  /glass/register                    in        no    no    no    no    no    no    ok    ok    no
GET  /glass/{try}                       in        no    no    no    no    ok    no    ok    no    no
GET  /glass/{try}/record                in        no    no    no    no    gone  no    gone  no    no
`)

// Where a person is not sent and whom they must not meet.
var _ = rows(`
                                        stranger  Asha  Bo    Sam   Kit   Max   Ada   Lena  Dee   Toni
GET  /kept-away                         in        ok    ok    no    no    no    no    ok    ok    no
GET  /people/{person}/kept-away         in        ok    gone  no    no    no    no    ok    ok    no
GET  /people/{person}/kept-away/place   in        ok    gone  no    no    no    no    ok    ok    no
POST /people/{person}/kept-away/place   in        ok    gone  no    no    no    no    ok    ok    no
GET  /people/{person}/kept-away/who     in        ok    gone  no    no    no    no    ok    ok    no
POST /people/{person}/kept-away/who     in        ok    gone  no    no    no    no    ok    ok    no
POST /people/{person}/kept-away/end     in        gone  gone  no    no    no    no    gone  gone  no
`)

// Where a person is not sent and whom they must not meet.
var _ = rows(`
                                        stranger  Asha  Bo    Sam   Kit   Max   Ada   Lena  Dee   Toni
GET  /kept-away                         in        ok    ok    no    no    no    no    ok    ok    no
GET  /people/{person}/kept-away         in        ok    gone  no    no    no    no    ok    ok    no
GET  /people/{person}/kept-away/place   in        ok    gone  no    no    no    no    ok    ok    no
POST /people/{person}/kept-away/place   in        ok    gone  no    no    no    no    ok    ok    no
GET  /people/{person}/kept-away/who     in        ok    gone  no    no    no    no    ok    ok    no
POST /people/{person}/kept-away/who     in        ok    gone  no    no    no    no    ok    ok    no
POST /people/{person}/kept-away/end     in        gone  gone  no    no    no    no    gone  gone  no
`)

// A meeting that is not suggested at present.
var _ = rows(`
                                        stranger  Asha  Bo    Sam   Kit   Max   Ada   Lena  Dee   Toni
GET  /meetings/{meeting}/rest           in        no    no    no    no    no    no    ok    ok    no
POST /meetings/{meeting}/rest           in        no    no    no    no    no    no    ok    ok    no
`)
