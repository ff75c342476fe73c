// Made by scripts/openapi from the files of openapi/. Do not edit.
// swift-format-ignore-file

/// The files behind `Described`, as they stand in the repository.
enum DescribedFiles {
    /// The description of the HTTP interface, OpenAPI 3.1.
    static let description: StaticString = ##"""
        # The HTTP interface of Svar, written by hand. The server serves this file at /openapi.yaml and makes /docs from it.
        # Tests hold it against the route table in both directions; scripts/openapi-breaking holds it against what was released.
        #
        # x-since: the version an operation came with.
        # x-curl:  lines that work against `svar demo` (port 8080) with two tokens (see the security scheme); /docs puts in the
        #          address it is read at.
        openapi: 3.1.0
        info:
          title: Svar
          version: "1"
          summary: Laboratory and imaging results as FHIR R4
          license: { name: See the repository, identifier: LicenseRef-svar }
          description: |
            Svar takes in laboratory and imaging results, as the messages laboratories send today (svarrapport) and as FHIR R4,
            keeps every version, and serves them as a versioned FHIR R4 REST interface.

            **Who asks.** Outside a sandbox every interaction on content needs a signed token: `Authorization: DPoP` with a proof in `DPoP`
            when it is bound to a key (`/pps/v2` takes no other), `Authorization: Bearer` when it is not.
            Personnel and citizens ask about **one person** at a time: named by the header `person-id`, the form field of that name, or
            `patient` / `subject` in the search. What is hidden, another's or absent gives the same 404.

            **No identity numbers in URLs.** A path segment or query value that looks like one is 400 before anything is looked up. Use
            the header, or `POST …/_search` with the number in the form.

            **Nothing is silently ignored.** An unknown parameter, modifier or prefix is 400 and named. `Prefer: handling=lenient` leaves
            it out instead; the `self` link shows what was used.

            **Everywhere.** HEAD answers as GET without the body. Resources are `application/fhir+json`; `Accept: application/json` or
            `_format=json` gets the same bytes under that label; FHIR XML is 406 and 415. Answers are compressed with gzip or zstd when
            `Accept-Encoding` takes it. `Cache-Control: no-store` on all. Every error is an OperationOutcome.
        servers:
          - url: /
            description: This server
        tags:
          - name: Search
            description: Find resources. Every search gives a `searchset` Bundle; its links page through it, forward and back.
          - name: Read
            description: One resource, one version of it, or its history.
          - name: Write
            description: Producers create, update and delete resources of their own.
          - name: Intake
            description: Svarrapport messages and FHIR Bundles.
          - name: Replicas
            description: |
              A journal system keeps a copy of what it may see and follows. `docs/api/sync.md` says how a replica joins what it is sent;
              the `diagnostics` of an error begin with one of its codes and a colon.
          - name: Privacy
            description: |
              Who may see what: settings of the citizen and of personnel, what requesters choose beforehand, and all of it as Consent.
              `docs/api/privacy.md` says who may set and lift what, and who sees that a setting exists.
          - name: Log of use
            description: Who has seen what, for the citizen; how access was decided, for auditors.
          - name: National read API
            description: The shape of the national read API for laboratory results, for clients that exist. The same search underneath.
          - name: Server
            description: What this server can do, and this description.
          - name: Operations
            description: For those who run it.
        security:
          - bearer: [svar/read]
          - bearer: [svar/citizen]
          - bearer: [svar/produce]
          - dpop: [svar/read]
          - dpop: [svar/citizen]
          - dpop: [svar/produce]

        paths:
          /v1/fhir/{type}:
            parameters:
              - { $ref: "#/components/parameters/type" }
            get:
              operationId: search
              tags: [Search]
              summary: Search one type
              description: |
                The parameters below are the ones most used; `GET /v1/fhir/metadata` lists all of each type, and `docs/api/search.md`
                explains modifiers, prefixes, chains (`specimen.type=…`), `_has` and how they combine. Repeating a parameter means **and**,
                a comma means **or**.

                Personnel and citizens name one person; directory types (Practitioner, PractitionerRole, Organization, Location) are
                found by id or through `_include`, and never listed to them.
              x-since: "0.1"
              x-curl: |
                curl -s -H "Authorization: Bearer $TOKEN" 'http://127.0.0.1:8080/v1/fhir/DiagnosticReport?_sort=-date&_count=3&_include=DiagnosticReport:result' \
                  -H 'person-id: 20874600076' -H 'access-basis: UNNTAK'
              parameters:
                - { $ref: "#/components/parameters/personID" }
                - { $ref: "#/components/parameters/accessBasis" }
                - { $ref: "#/components/parameters/hprRole" }
                - { $ref: "#/components/parameters/handling" }
                - { $ref: "#/components/parameters/requestID" }
                - { $ref: "#/components/parameters/patient" }
                - { $ref: "#/components/parameters/identifier" }
                - { $ref: "#/components/parameters/code" }
                - { $ref: "#/components/parameters/category" }
                - { $ref: "#/components/parameters/date" }
                - { $ref: "#/components/parameters/status" }
                - { $ref: "#/components/parameters/valueQuantity" }
                - { $ref: "#/components/parameters/searchID" }
                - { $ref: "#/components/parameters/lastUpdated" }
                - { $ref: "#/components/parameters/tag" }
                - { $ref: "#/components/parameters/profile" }
                - { $ref: "#/components/parameters/security" }
                - { $ref: "#/components/parameters/source" }
                - { $ref: "#/components/parameters/include" }
                - { $ref: "#/components/parameters/revinclude" }
                - { $ref: "#/components/parameters/sort" }
                - { $ref: "#/components/parameters/count" }
                - { $ref: "#/components/parameters/total" }
                - { $ref: "#/components/parameters/summary" }
                - { $ref: "#/components/parameters/elements" }
                - { $ref: "#/components/parameters/page" }
                - { $ref: "#/components/parameters/format" }
                - { $ref: "#/components/parameters/pretty" }
              responses:
                "200": { $ref: "#/components/responses/Searchset" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "404": { $ref: "#/components/responses/NotFound" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "410": { $ref: "#/components/responses/Gone" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }
            post:
              operationId: create
              tags: [Write]
              summary: Create
              description: |
                Stores the resource under an id of the server's own. The bytes are kept: only `id`, resolved references and `meta` differ
                from what was sent, and numbers keep their digits.

                With `If-None-Exist` nothing is stored when one match is there already (200); several matches are 412.
              x-since: "0.1"
              x-curl: |
                curl -si -H "Authorization: Bearer $PRODUCER" \
                  http://127.0.0.1:8080/v1/fhir/Observation -H 'Content-Type: application/fhir+json' -d '{
                  "resourceType":"Observation","status":"final","code":{"text":"P-Kalium"},
                  "subject":{"identifier":{"system":"urn:oid:2.16.578.1.12.4.1.4.1","value":"20874600076"}},
                  "valueQuantity":{"value":4.10,"unit":"mmol/L","system":"http://unitsofmeasure.org","code":"mmol/L"}}'
              security:
                - bearer: [svar/produce]
                - dpop: [svar/produce]
              parameters:
                - { $ref: "#/components/parameters/ifNoneExist" }
                - { $ref: "#/components/parameters/returnPreference" }
                - { $ref: "#/components/parameters/requestID" }
                - { $ref: "#/components/parameters/format" }
                - { $ref: "#/components/parameters/pretty" }
              requestBody: { $ref: "#/components/requestBodies/Resource" }
              responses:
                "200": { $ref: "#/components/responses/Existing" }
                "201": { $ref: "#/components/responses/Created" }
                "202": { $ref: "#/components/responses/NotStored" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "404": { $ref: "#/components/responses/NotFound" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "408": { $ref: "#/components/responses/TooSlow" }
                "409": { $ref: "#/components/responses/Conflict" }
                "412": { $ref: "#/components/responses/PreconditionFailed" }
                "413": { $ref: "#/components/responses/TooLarge" }
                "415": { $ref: "#/components/responses/UnsupportedMediaType" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "422": { $ref: "#/components/responses/Unprocessable" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }
                "507": { $ref: "#/components/responses/StorageFull" }
            put:
              operationId: updateConditional
              tags: [Write]
              summary: Conditional update
              description: |
                Updates what the search finds among the caller's own: none is a create (201), one is updated (200), several are 412.
                A body that equals the current version makes no new one. At least one search parameter is required.
              x-since: "0.2"
              x-curl: |
                curl -si -H "Authorization: Bearer $PRODUCER" -X PUT 'http://127.0.0.1:8080/v1/fhir/Observation?identifier=urn:oid:2.999.1|A-1' \
                  -H 'Content-Type: application/fhir+json' -d '{"resourceType":"Observation","status":"final",
                  "identifier":[{"system":"urn:oid:2.999.1","value":"A-1"}],"code":{"text":"P-Kalium"},
                  "subject":{"identifier":{"system":"urn:oid:2.16.578.1.12.4.1.4.1","value":"20874600076"}},
                  "valueQuantity":{"value":4.2,"unit":"mmol/L"}}'
              security:
                - bearer: [svar/produce]
                - dpop: [svar/produce]
              parameters:
                - { $ref: "#/components/parameters/identifier" }
                - { $ref: "#/components/parameters/searchID" }
                - { $ref: "#/components/parameters/ifMatch" }
                - { $ref: "#/components/parameters/returnPreference" }
                - { $ref: "#/components/parameters/requestID" }
                - { $ref: "#/components/parameters/format" }
                - { $ref: "#/components/parameters/pretty" }
              requestBody: { $ref: "#/components/requestBodies/Resource" }
              responses:
                "200": { $ref: "#/components/responses/Updated" }
                "201": { $ref: "#/components/responses/Created" }
                "202": { $ref: "#/components/responses/NotStored" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "404": { $ref: "#/components/responses/NotFound" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "408": { $ref: "#/components/responses/TooSlow" }
                "409": { $ref: "#/components/responses/Conflict" }
                "412": { $ref: "#/components/responses/PreconditionFailed" }
                "413": { $ref: "#/components/responses/TooLarge" }
                "415": { $ref: "#/components/responses/UnsupportedMediaType" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "422": { $ref: "#/components/responses/Unprocessable" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }
                "507": { $ref: "#/components/responses/StorageFull" }
            delete:
              operationId: deleteConditional
              tags: [Write]
              summary: Conditional delete
              description: |
                Deletes the one that the search finds among the caller's own. None is 404, several are 412. At least one search
                parameter is required.
              x-since: "0.2"
              x-curl: |
                curl -si -H "Authorization: Bearer $PRODUCER" \
                  -X DELETE 'http://127.0.0.1:8080/v1/fhir/Observation?identifier=urn:oid:2.999.1|A-1'
              security:
                - bearer: [svar/produce]
                - dpop: [svar/produce]
              parameters:
                - { $ref: "#/components/parameters/identifier" }
                - { $ref: "#/components/parameters/searchID" }
                - { $ref: "#/components/parameters/ifMatch" }
                - { $ref: "#/components/parameters/requestID" }
                - { $ref: "#/components/parameters/format" }
                - { $ref: "#/components/parameters/pretty" }
              responses:
                "204": { $ref: "#/components/responses/Deleted" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "404": { $ref: "#/components/responses/NotFound" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "409": { $ref: "#/components/responses/Conflict" }
                "412": { $ref: "#/components/responses/PreconditionFailed" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }
                "507": { $ref: "#/components/responses/StorageFull" }

          /v1/fhir/{type}/_search:
            parameters:
              - { $ref: "#/components/parameters/type" }
            post:
              operationId: searchByPost
              tags: [Search]
              summary: Search one type, by POST
              description: |
                The way to search with an identity number. Parameters in the URL and the form count together. `next` and `previous` links
                hold a token and nothing of the form; they can be followed with GET or posted to.
              x-since: "0.1"
              x-curl: |
                curl -s -H "Authorization: Bearer $TOKEN" http://127.0.0.1:8080/v1/fhir/Observation/_search -d _count=3 \
                  -d 'patient:identifier=urn:oid:2.16.578.1.12.4.1.4.1|20874600076' -d access-basis=UNNTAK
              parameters:
                - { $ref: "#/components/parameters/personID" }
                - { $ref: "#/components/parameters/accessBasis" }
                - { $ref: "#/components/parameters/hprRole" }
                - { $ref: "#/components/parameters/handling" }
                - { $ref: "#/components/parameters/requestID" }
                - { $ref: "#/components/parameters/page" }
                - { $ref: "#/components/parameters/format" }
                - { $ref: "#/components/parameters/pretty" }
              requestBody: { $ref: "#/components/requestBodies/SearchForm" }
              responses:
                "200": { $ref: "#/components/responses/Searchset" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "404": { $ref: "#/components/responses/NotFound" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "408": { $ref: "#/components/responses/TooSlow" }
                "410": { $ref: "#/components/responses/Gone" }
                "413": { $ref: "#/components/responses/TooLarge" }
                "415": { $ref: "#/components/responses/UnsupportedMediaType" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }

          /v1/fhir/{type}/{id}:
            parameters:
              - { $ref: "#/components/parameters/type" }
              - { $ref: "#/components/parameters/id" }
            get:
              operationId: read
              tags: [Read]
              summary: Read
              description: |
                The current version. With `If-None-Match` or `If-Modified-Since` an unchanged one is 304. A Binary is sent as itself
                when `Accept` names its type (`application/pdf`, `image/*`).
              x-since: "0.1"
              x-curl: |
                R=$(curl -s -H "Authorization: Bearer $TOKEN" 'http://127.0.0.1:8080/v1/fhir/Observation?_count=1' -H 'person-id: 20874600076' -H 'access-basis: UNNTAK' \
                  | grep -o '"fullUrl":"[^"]*' | head -1 | cut -d'"' -f4)
                curl -si -H "Authorization: Bearer $TOKEN" $R -H 'person-id: 20874600076' -H 'access-basis: UNNTAK'
              parameters:
                - { $ref: "#/components/parameters/personID" }
                - { $ref: "#/components/parameters/accessBasis" }
                - { $ref: "#/components/parameters/hprRole" }
                - { $ref: "#/components/parameters/ifNoneMatch" }
                - { $ref: "#/components/parameters/ifModifiedSince" }
                - { $ref: "#/components/parameters/requestID" }
                - { $ref: "#/components/parameters/summary" }
                - { $ref: "#/components/parameters/elements" }
                - { $ref: "#/components/parameters/format" }
                - { $ref: "#/components/parameters/pretty" }
              responses:
                "200": { $ref: "#/components/responses/Resource" }
                "304": { $ref: "#/components/responses/NotModified" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "404": { $ref: "#/components/responses/NotFound" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "410": { $ref: "#/components/responses/Gone" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }
            put:
              operationId: update
              tags: [Write]
              summary: Update
              description: |
                Stores a new version; the body's `id` is that of the address. A body that equals the current version makes no new one.
                `If-Match` makes it conditional on the current version. A unit made by messages is not changed this way (409).

                A client chooses the id of a new resource in a sandbox only; elsewhere that is 405.
              x-since: "0.1"
              x-curl: |
                R=$(curl -s -H "Authorization: Bearer $PRODUCER" http://127.0.0.1:8080/v1/fhir/Observation -o /dev/null -D - \
                  -H 'Content-Type: application/fhir+json' -d '{"resourceType":"Observation","status":"final","code":{"text":"K"}}' \
                  | tr -d '\r' | grep -i '^location:' | cut -d' ' -f2 | sed 's|/_history.*||')
                curl -si -H "Authorization: Bearer $PRODUCER" -X PUT $R -H 'Content-Type: application/fhir+json' \
                  -d '{"resourceType":"Observation","id":"'${R##*/}'","status":"amended","code":{"text":"P-Kalium"}}'
              security:
                - bearer: [svar/produce]
                - dpop: [svar/produce]
              parameters:
                - { $ref: "#/components/parameters/ifMatch" }
                - { $ref: "#/components/parameters/onlyNew" }
                - { $ref: "#/components/parameters/returnPreference" }
                - { $ref: "#/components/parameters/requestID" }
                - { $ref: "#/components/parameters/format" }
                - { $ref: "#/components/parameters/pretty" }
              requestBody: { $ref: "#/components/requestBodies/Resource" }
              responses:
                "200": { $ref: "#/components/responses/Updated" }
                "201": { $ref: "#/components/responses/Created" }
                "202": { $ref: "#/components/responses/NotStored" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "404": { $ref: "#/components/responses/NotFound" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "408": { $ref: "#/components/responses/TooSlow" }
                "409": { $ref: "#/components/responses/Conflict" }
                "410": { $ref: "#/components/responses/Gone" }
                "412": { $ref: "#/components/responses/PreconditionFailed" }
                "413": { $ref: "#/components/responses/TooLarge" }
                "415": { $ref: "#/components/responses/UnsupportedMediaType" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "422": { $ref: "#/components/responses/Unprocessable" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }
                "507": { $ref: "#/components/responses/StorageFull" }
            delete:
              operationId: delete
              tags: [Write]
              summary: Delete
              description: |
                A report goes with everything in its unit. A resource that its report names cannot go alone (409). A unit made by messages
                is withdrawn by a cancellation message (405).
              x-since: "0.1"
              x-curl: |
                R=$(curl -s -H "Authorization: Bearer $PRODUCER" http://127.0.0.1:8080/v1/fhir/Observation -o /dev/null -D - \
                  -H 'Content-Type: application/fhir+json' -d '{"resourceType":"Observation","status":"final","code":{"text":"K"}}' \
                  | tr -d '\r' | grep -i '^location:' | cut -d' ' -f2 | sed 's|/_history.*||')
                curl -si -H "Authorization: Bearer $PRODUCER" -X DELETE $R
              security:
                - bearer: [svar/produce]
                - dpop: [svar/produce]
              parameters:
                - { $ref: "#/components/parameters/ifMatch" }
                - { $ref: "#/components/parameters/requestID" }
                - { $ref: "#/components/parameters/format" }
                - { $ref: "#/components/parameters/pretty" }
              responses:
                "204": { $ref: "#/components/responses/Deleted" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "404": { $ref: "#/components/responses/NotFound" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "409": { $ref: "#/components/responses/Conflict" }
                "412": { $ref: "#/components/responses/PreconditionFailed" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }
                "507": { $ref: "#/components/responses/StorageFull" }

          /v1/fhir/{type}/{id}/_history/{vid}:
            parameters:
              - { $ref: "#/components/parameters/type" }
              - { $ref: "#/components/parameters/id" }
              - { $ref: "#/components/parameters/vid" }
            get:
              operationId: versionRead
              tags: [Read]
              summary: Read one version
              x-since: "0.1"
              x-curl: |
                L=$(curl -s -H "Authorization: Bearer $PRODUCER" http://127.0.0.1:8080/v1/fhir/Observation -o /dev/null -D - -H 'Content-Type: application/fhir+json' \
                  -d '{"resourceType":"Observation","status":"final","code":{"text":"P-Kalium"}}' \
                  | tr -d '\r' | grep -i '^location:' | cut -d' ' -f2)
                curl -s -H "Authorization: Bearer $PRODUCER" $L
              parameters:
                - { $ref: "#/components/parameters/personID" }
                - { $ref: "#/components/parameters/accessBasis" }
                - { $ref: "#/components/parameters/hprRole" }
                - { $ref: "#/components/parameters/requestID" }
                - { $ref: "#/components/parameters/format" }
                - { $ref: "#/components/parameters/pretty" }
              responses:
                "200": { $ref: "#/components/responses/Resource" }
                "304": { $ref: "#/components/responses/NotModified" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "404": { $ref: "#/components/responses/NotFound" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "410": { $ref: "#/components/responses/Gone" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }

          /v1/fhir/{type}/{id}/_history:
            parameters:
              - { $ref: "#/components/parameters/type" }
              - { $ref: "#/components/parameters/id" }
            get:
              operationId: historyOfResource
              tags: [Read]
              summary: History of one resource
              description: Newest first. A deletion is an entry without a resource.
              x-since: "0.1"
              x-curl: |
                R=$(curl -s -H "Authorization: Bearer $TOKEN" 'http://127.0.0.1:8080/v1/fhir/DiagnosticReport?_count=1' -H 'person-id: 20874600076' -H 'access-basis: UNNTAK' \
                  | grep -o '"fullUrl":"[^"]*' | head -1 | cut -d'"' -f4)
                curl -s -H "Authorization: Bearer $TOKEN" $R/_history -H 'person-id: 20874600076' -H 'access-basis: UNNTAK'
              parameters:
                - { $ref: "#/components/parameters/personID" }
                - { $ref: "#/components/parameters/accessBasis" }
                - { $ref: "#/components/parameters/hprRole" }
                - { $ref: "#/components/parameters/requestID" }
                - { $ref: "#/components/parameters/since" }
                - { $ref: "#/components/parameters/at" }
                - { $ref: "#/components/parameters/count" }
                - { $ref: "#/components/parameters/page" }
                - { $ref: "#/components/parameters/format" }
                - { $ref: "#/components/parameters/pretty" }
              responses:
                "200": { $ref: "#/components/responses/History" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "404": { $ref: "#/components/responses/NotFound" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "410": { $ref: "#/components/responses/Gone" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }

          /v1/fhir/{type}/_history:
            parameters:
              - { $ref: "#/components/parameters/type" }
            get:
              operationId: historyOfType
              tags: [Read]
              summary: History of one type
              x-since: "0.2"
              x-curl: |
                curl -s -H "Authorization: Bearer $TOKEN" \
                  'http://127.0.0.1:8080/v1/fhir/DiagnosticReport/_history?_count=3' -H 'person-id: 20874600076' -H 'access-basis: UNNTAK'
              parameters:
                - { $ref: "#/components/parameters/personID" }
                - { $ref: "#/components/parameters/accessBasis" }
                - { $ref: "#/components/parameters/hprRole" }
                - { $ref: "#/components/parameters/requestID" }
                - { $ref: "#/components/parameters/since" }
                - { $ref: "#/components/parameters/at" }
                - { $ref: "#/components/parameters/count" }
                - { $ref: "#/components/parameters/page" }
                - { $ref: "#/components/parameters/format" }
                - { $ref: "#/components/parameters/pretty" }
              responses:
                "200": { $ref: "#/components/responses/History" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "404": { $ref: "#/components/responses/NotFound" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "410": { $ref: "#/components/responses/Gone" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }

          /v1/fhir/_history:
            get:
              operationId: historyOfSystem
              tags: [Read]
              summary: History of everything the caller may see
              x-since: "0.2"
              x-curl: |
                curl -s -H "Authorization: Bearer $TOKEN" 'http://127.0.0.1:8080/v1/fhir/_history?_count=3' -H 'person-id: 20874600076' -H 'access-basis: UNNTAK'
              parameters:
                - { $ref: "#/components/parameters/personID" }
                - { $ref: "#/components/parameters/accessBasis" }
                - { $ref: "#/components/parameters/hprRole" }
                - { $ref: "#/components/parameters/requestID" }
                - { $ref: "#/components/parameters/since" }
                - { $ref: "#/components/parameters/at" }
                - { $ref: "#/components/parameters/count" }
                - { $ref: "#/components/parameters/page" }
                - { $ref: "#/components/parameters/format" }
                - { $ref: "#/components/parameters/pretty" }
              responses:
                "200": { $ref: "#/components/responses/History" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "410": { $ref: "#/components/responses/Gone" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }

          /v1/fhir/Patient/{id}/{type}:
            parameters:
              - { $ref: "#/components/parameters/id" }
              - { $ref: "#/components/parameters/type" }
            get:
              operationId: searchCompartment
              tags: [Search]
              summary: Search one type in a person's compartment
              description: |
                As a search of that type with the person named by the address. Every search parameter of the type can be added.
              x-since: "0.2"
              x-curl: |
                P=$(curl -s -H "Authorization: Bearer $TOKEN" http://127.0.0.1:8080/v1/fhir/Patient/_search \
                  -H 'person-id: 20874600076' -H 'access-basis: UNNTAK' \
                  -d 'identifier=urn:oid:2.16.578.1.12.4.1.4.1|20874600076' \
                  | grep -o '"fullUrl":"[^"]*' | head -1 | cut -d'"' -f4)
                curl -s -H "Authorization: Bearer $TOKEN" "$P/Observation?_sort=-date&_count=3" -H 'access-basis: UNNTAK'
              parameters:
                - { $ref: "#/components/parameters/accessBasis" }
                - { $ref: "#/components/parameters/hprRole" }
                - { $ref: "#/components/parameters/handling" }
                - { $ref: "#/components/parameters/requestID" }
                - { $ref: "#/components/parameters/lastUpdated" }
                - { $ref: "#/components/parameters/sort" }
                - { $ref: "#/components/parameters/count" }
                - { $ref: "#/components/parameters/total" }
                - { $ref: "#/components/parameters/summary" }
                - { $ref: "#/components/parameters/elements" }
                - { $ref: "#/components/parameters/page" }
                - { $ref: "#/components/parameters/format" }
                - { $ref: "#/components/parameters/pretty" }
              responses:
                "200": { $ref: "#/components/responses/Searchset" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "404": { $ref: "#/components/responses/NotFound" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "410": { $ref: "#/components/responses/Gone" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }

          /v1/fhir/Patient/{id}/{type}/_search:
            parameters:
              - { $ref: "#/components/parameters/id" }
              - { $ref: "#/components/parameters/type" }
            post:
              operationId: searchCompartmentByPost
              tags: [Search]
              summary: Search one type in a person's compartment, by POST
              x-since: "0.2"
              x-curl: |
                P=$(curl -s -H "Authorization: Bearer $TOKEN" http://127.0.0.1:8080/v1/fhir/Patient/_search \
                  -H 'person-id: 20874600076' -H 'access-basis: UNNTAK' \
                  -d 'identifier=urn:oid:2.16.578.1.12.4.1.4.1|20874600076' \
                  | grep -o '"fullUrl":"[^"]*' | head -1 | cut -d'"' -f4)
                curl -s -H "Authorization: Bearer $TOKEN" "$P/Observation/_search" -d _sort=-date -d _count=3 -d access-basis=UNNTAK
              parameters:
                - { $ref: "#/components/parameters/personID" }
                - { $ref: "#/components/parameters/accessBasis" }
                - { $ref: "#/components/parameters/hprRole" }
                - { $ref: "#/components/parameters/handling" }
                - { $ref: "#/components/parameters/requestID" }
                - { $ref: "#/components/parameters/page" }
                - { $ref: "#/components/parameters/format" }
                - { $ref: "#/components/parameters/pretty" }
              requestBody: { $ref: "#/components/requestBodies/SearchForm" }
              responses:
                "200": { $ref: "#/components/responses/Searchset" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "404": { $ref: "#/components/responses/NotFound" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "408": { $ref: "#/components/responses/TooSlow" }
                "410": { $ref: "#/components/responses/Gone" }
                "413": { $ref: "#/components/responses/TooLarge" }
                "415": { $ref: "#/components/responses/UnsupportedMediaType" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }

          /v1/fhir/Patient/{id}/*:
            parameters:
              - { $ref: "#/components/parameters/id" }
            get:
              operationId: searchWholeCompartment
              tags: [Search]
              summary: Search all types in a person's compartment
              x-since: "0.2"
              x-curl: |
                P=$(curl -s -H "Authorization: Bearer $TOKEN" http://127.0.0.1:8080/v1/fhir/Patient/_search \
                  -H 'person-id: 20874600076' -H 'access-basis: UNNTAK' \
                  -d 'identifier=urn:oid:2.16.578.1.12.4.1.4.1|20874600076' \
                  | grep -o '"fullUrl":"[^"]*' | head -1 | cut -d'"' -f4)
                curl -s -H "Authorization: Bearer $TOKEN" "$P/*?_count=3" -H 'access-basis: UNNTAK'
              parameters:
                - { $ref: "#/components/parameters/typesWanted" }
                - { $ref: "#/components/parameters/accessBasis" }
                - { $ref: "#/components/parameters/hprRole" }
                - { $ref: "#/components/parameters/handling" }
                - { $ref: "#/components/parameters/requestID" }
                - { $ref: "#/components/parameters/lastUpdated" }
                - { $ref: "#/components/parameters/sort" }
                - { $ref: "#/components/parameters/count" }
                - { $ref: "#/components/parameters/total" }
                - { $ref: "#/components/parameters/summary" }
                - { $ref: "#/components/parameters/elements" }
                - { $ref: "#/components/parameters/page" }
                - { $ref: "#/components/parameters/format" }
                - { $ref: "#/components/parameters/pretty" }
              responses:
                "200": { $ref: "#/components/responses/Searchset" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "404": { $ref: "#/components/responses/NotFound" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "410": { $ref: "#/components/responses/Gone" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }

          /v1/fhir/Patient/{id}/*/_search:
            parameters:
              - { $ref: "#/components/parameters/id" }
            post:
              operationId: searchWholeCompartmentByPost
              tags: [Search]
              summary: Search all types in a person's compartment, by POST
              x-since: "0.2"
              x-curl: |
                P=$(curl -s -H "Authorization: Bearer $TOKEN" http://127.0.0.1:8080/v1/fhir/Patient/_search \
                  -H 'person-id: 20874600076' -H 'access-basis: UNNTAK' \
                  -d 'identifier=urn:oid:2.16.578.1.12.4.1.4.1|20874600076' \
                  | grep -o '"fullUrl":"[^"]*' | head -1 | cut -d'"' -f4)
                curl -s -H "Authorization: Bearer $TOKEN" "$P/*/_search" -d _count=3 -d access-basis=UNNTAK
              parameters:
                - { $ref: "#/components/parameters/personID" }
                - { $ref: "#/components/parameters/accessBasis" }
                - { $ref: "#/components/parameters/hprRole" }
                - { $ref: "#/components/parameters/handling" }
                - { $ref: "#/components/parameters/requestID" }
                - { $ref: "#/components/parameters/page" }
                - { $ref: "#/components/parameters/format" }
                - { $ref: "#/components/parameters/pretty" }
              requestBody: { $ref: "#/components/requestBodies/SystemSearchForm" }
              responses:
                "200": { $ref: "#/components/responses/Searchset" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "404": { $ref: "#/components/responses/NotFound" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "408": { $ref: "#/components/responses/TooSlow" }
                "410": { $ref: "#/components/responses/Gone" }
                "413": { $ref: "#/components/responses/TooLarge" }
                "415": { $ref: "#/components/responses/UnsupportedMediaType" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }

          /v1/fhir/Patient/{id}/$everything:
            parameters:
              - { $ref: "#/components/parameters/id" }
            get:
              operationId: everything
              tags: [Search]
              summary: Everything about one person
              description: |
                The Patient, all results in the compartment and what they refer to, in pages when `_count` is given.
              x-since: "0.2"
              x-curl: |
                P=$(curl -s -H "Authorization: Bearer $TOKEN" http://127.0.0.1:8080/v1/fhir/Patient/_search \
                  -H 'person-id: 20874600076' -H 'access-basis: UNNTAK' \
                  -d 'identifier=urn:oid:2.16.578.1.12.4.1.4.1|20874600076' \
                  | grep -o '"fullUrl":"[^"]*' | head -1 | cut -d'"' -f4)
                curl -s -H "Authorization: Bearer $TOKEN" "$P/\$everything?_count=5" -H 'access-basis: UNNTAK'
              parameters:
                - { $ref: "#/components/parameters/accessBasis" }
                - { $ref: "#/components/parameters/hprRole" }
                - { $ref: "#/components/parameters/requestID" }
                - { $ref: "#/components/parameters/start" }
                - { $ref: "#/components/parameters/end" }
                - { $ref: "#/components/parameters/since" }
                - { $ref: "#/components/parameters/typesWanted" }
                - { $ref: "#/components/parameters/count" }
                - { $ref: "#/components/parameters/page" }
                - { $ref: "#/components/parameters/format" }
                - { $ref: "#/components/parameters/pretty" }
              responses:
                "200": { $ref: "#/components/responses/Searchset" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "404": { $ref: "#/components/responses/NotFound" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "410": { $ref: "#/components/responses/Gone" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }
            post:
              operationId: everythingByPost
              tags: [Search]
              summary: Everything about one person, by POST
              x-since: "0.2"
              x-curl: |
                P=$(curl -s -H "Authorization: Bearer $TOKEN" http://127.0.0.1:8080/v1/fhir/Patient/_search \
                  -H 'person-id: 20874600076' -H 'access-basis: UNNTAK' \
                  -d 'identifier=urn:oid:2.16.578.1.12.4.1.4.1|20874600076' \
                  | grep -o '"fullUrl":"[^"]*' | head -1 | cut -d'"' -f4)
                curl -s -H "Authorization: Bearer $TOKEN" "$P/\$everything" -d _count=5 -d access-basis=UNNTAK
              parameters:
                - { $ref: "#/components/parameters/personID" }
                - { $ref: "#/components/parameters/accessBasis" }
                - { $ref: "#/components/parameters/hprRole" }
                - { $ref: "#/components/parameters/handling" }
                - { $ref: "#/components/parameters/requestID" }
                - { $ref: "#/components/parameters/page" }
                - { $ref: "#/components/parameters/format" }
                - { $ref: "#/components/parameters/pretty" }
              requestBody: { $ref: "#/components/requestBodies/EverythingForm" }
              responses:
                "200": { $ref: "#/components/responses/Searchset" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "404": { $ref: "#/components/responses/NotFound" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "408": { $ref: "#/components/responses/TooSlow" }
                "410": { $ref: "#/components/responses/Gone" }
                "413": { $ref: "#/components/responses/TooLarge" }
                "415": { $ref: "#/components/responses/UnsupportedMediaType" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }

          /v1/fhir/Observation/$lastn:
            get:
              operationId: lastn
              tags: [Search]
              summary: The last results of each kind
              description: |
                For each code of one person's Observations the newest `max`, newest first.
              x-since: "0.2"
              x-curl: |
                curl -s -H "Authorization: Bearer $TOKEN" \
                  'http://127.0.0.1:8080/v1/fhir/Observation/$lastn?max=1' -H 'person-id: 20874600076' -H 'access-basis: UNNTAK'
              parameters:
                - { $ref: "#/components/parameters/personID" }
                - { $ref: "#/components/parameters/accessBasis" }
                - { $ref: "#/components/parameters/hprRole" }
                - { $ref: "#/components/parameters/requestID" }
                - name: max
                  in: query
                  description: How many of each code. The default is 1.
                  schema: { type: integer, minimum: 1, maximum: 1000, default: 1 }
                - { $ref: "#/components/parameters/patient" }
                - { $ref: "#/components/parameters/category" }
                - { $ref: "#/components/parameters/code" }
                - { $ref: "#/components/parameters/date" }
                - { $ref: "#/components/parameters/count" }
                - { $ref: "#/components/parameters/page" }
                - { $ref: "#/components/parameters/format" }
                - { $ref: "#/components/parameters/pretty" }
              responses:
                "200": { $ref: "#/components/responses/Searchset" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "410": { $ref: "#/components/responses/Gone" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }
            post:
              operationId: lastnByPost
              tags: [Search]
              summary: The last results of each kind, by POST
              x-since: "0.2"
              x-curl: |
                curl -s -H "Authorization: Bearer $TOKEN" \
                  'http://127.0.0.1:8080/v1/fhir/Observation/$lastn' -d max=1 -d person-id=20874600076 -d access-basis=UNNTAK
              parameters:
                - { $ref: "#/components/parameters/personID" }
                - { $ref: "#/components/parameters/accessBasis" }
                - { $ref: "#/components/parameters/hprRole" }
                - { $ref: "#/components/parameters/handling" }
                - { $ref: "#/components/parameters/requestID" }
                - { $ref: "#/components/parameters/page" }
                - { $ref: "#/components/parameters/format" }
                - { $ref: "#/components/parameters/pretty" }
              requestBody: { $ref: "#/components/requestBodies/LastnForm" }
              responses:
                "200": { $ref: "#/components/responses/Searchset" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "408": { $ref: "#/components/responses/TooSlow" }
                "410": { $ref: "#/components/responses/Gone" }
                "413": { $ref: "#/components/responses/TooLarge" }
                "415": { $ref: "#/components/responses/UnsupportedMediaType" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }

          /v1/fhir:
            get:
              operationId: searchSystem
              tags: [Search]
              summary: Search over several types
              description: |
                `_type` names the types, comma-separated. Only parameters that all of them have can be used.
              x-since: "0.2"
              x-curl: |
                curl -s -H "Authorization: Bearer $TOKEN" \
                  'http://127.0.0.1:8080/v1/fhir?_type=DiagnosticReport,Observation&_count=2' -H 'person-id: 20874600076' -H 'access-basis: UNNTAK'
              parameters:
                - { $ref: "#/components/parameters/typesWanted" }
                - { $ref: "#/components/parameters/personID" }
                - { $ref: "#/components/parameters/accessBasis" }
                - { $ref: "#/components/parameters/hprRole" }
                - { $ref: "#/components/parameters/handling" }
                - { $ref: "#/components/parameters/requestID" }
                - { $ref: "#/components/parameters/searchID" }
                - { $ref: "#/components/parameters/lastUpdated" }
                - { $ref: "#/components/parameters/tag" }
                - { $ref: "#/components/parameters/profile" }
                - { $ref: "#/components/parameters/security" }
                - { $ref: "#/components/parameters/source" }
                - { $ref: "#/components/parameters/sort" }
                - { $ref: "#/components/parameters/count" }
                - { $ref: "#/components/parameters/total" }
                - { $ref: "#/components/parameters/summary" }
                - { $ref: "#/components/parameters/elements" }
                - { $ref: "#/components/parameters/page" }
                - { $ref: "#/components/parameters/format" }
                - { $ref: "#/components/parameters/pretty" }
              responses:
                "200": { $ref: "#/components/responses/Searchset" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "410": { $ref: "#/components/responses/Gone" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }
            post:
              operationId: submitBundle
              tags: [Intake]
              summary: Transaction, batch or document
              description: |
                `transaction`: all or nothing, one commit. `batch`: each entry by itself. `document`: intake of a report; its resources are
                stored, the Composition stays with the submission. At most 2 000 entries.

                `urn:uuid:` references between entries and conditional references are resolved. An error names its entry in `expression`.
              x-since: "0.1"
              x-curl: |
                curl -s -H "Authorization: Bearer $PRODUCER" \
                  http://127.0.0.1:8080/v1/fhir -H 'Content-Type: application/fhir+json' -d '{"resourceType":"Bundle",
                  "type":"batch","entry":[{"request":{"method":"GET","url":"Observation?identifier=A-1"}}]}'
              security:
                - bearer: [svar/produce]
                - dpop: [svar/produce]
              parameters:
                - { $ref: "#/components/parameters/returnPreference" }
                - { $ref: "#/components/parameters/once" }
                - { $ref: "#/components/parameters/requestID" }
                - { $ref: "#/components/parameters/format" }
                - { $ref: "#/components/parameters/pretty" }
              requestBody:
                required: true
                content:
                  application/fhir+json:
                    schema: { $ref: "#/components/schemas/BundleToSubmit" }
                    examples:
                      transaction: { $ref: "#/components/examples/Transaction" }
                      batch: { $ref: "#/components/examples/Batch" }
              responses:
                "200": { $ref: "#/components/responses/BundleResponse" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "404": { $ref: "#/components/responses/NotFound" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "408": { $ref: "#/components/responses/TooSlow" }
                "409": { $ref: "#/components/responses/Conflict" }
                "410": { $ref: "#/components/responses/Gone" }
                "412": { $ref: "#/components/responses/PreconditionFailed" }
                "413": { $ref: "#/components/responses/TooLarge" }
                "415": { $ref: "#/components/responses/UnsupportedMediaType" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "422": { $ref: "#/components/responses/Unprocessable" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }
                "507": { $ref: "#/components/responses/StorageFull" }

          /v1/fhir/_search:
            post:
              operationId: searchSystemByPost
              tags: [Search]
              summary: Search over several types, by POST
              x-since: "0.2"
              x-curl: |
                curl -s -H "Authorization: Bearer $TOKEN" \
                  http://127.0.0.1:8080/v1/fhir/_search -d _type=DiagnosticReport,Observation -d person-id=20874600076 -d access-basis=UNNTAK -d _count=2
              parameters:
                - { $ref: "#/components/parameters/typesWanted" }
                - { $ref: "#/components/parameters/personID" }
                - { $ref: "#/components/parameters/accessBasis" }
                - { $ref: "#/components/parameters/hprRole" }
                - { $ref: "#/components/parameters/handling" }
                - { $ref: "#/components/parameters/requestID" }
                - { $ref: "#/components/parameters/page" }
                - { $ref: "#/components/parameters/format" }
                - { $ref: "#/components/parameters/pretty" }
              requestBody: { $ref: "#/components/requestBodies/SystemSearchForm" }
              responses:
                "200": { $ref: "#/components/responses/Searchset" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "408": { $ref: "#/components/responses/TooSlow" }
                "410": { $ref: "#/components/responses/Gone" }
                "413": { $ref: "#/components/responses/TooLarge" }
                "415": { $ref: "#/components/responses/UnsupportedMediaType" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }

          /v1/messages:
            post:
              operationId: submitMessage
              tags: [Intake]
              summary: Send a svarrapport message
              description: |
                v1.3 or v1.4, bare or in a MsgHead envelope. The encoding is read from the bytes and the XML declaration.

                The answer is a receipt that tells, report by report, what became of it: JSON, or an XML application receipt when `Accept`
                prefers `application/xml`. The same bytes from the same sender again are a `duplicate` and change nothing.

                A producer sends messages of its own organisation only (`not-your-organisation`): the example is of organisation
                310000001.
              x-since: "0.1"
              x-curl: |
                curl -s -H "Authorization: Bearer $PRODUCER" \
                  http://127.0.0.1:8080/v1/messages -H 'Content-Type: application/xml' --data-binary @docs/examples/report.xml
              security:
                - bearer: [svar/produce]
                - dpop: [svar/produce]
              parameters:
                - { $ref: "#/components/parameters/requestID" }
              requestBody:
                required: true
                description: The message, at most 20 MiB.
                content:
                  application/xml:
                    schema: { $ref: "#/components/schemas/Message" }
                    examples:
                      report: { $ref: "#/components/examples/Message" }
                  text/xml:
                    schema: { $ref: "#/components/schemas/Message" }
              responses:
                "200":
                  description: "`duplicate`: the same bytes came before; nothing changed."
                  headers:
                    X-Request-Id: { $ref: "#/components/headers/RequestID" }
                  content:
                    application/json:
                      schema: { $ref: "#/components/schemas/Receipt" }
                      examples:
                        duplicate: { $ref: "#/components/examples/ReceiptDuplicate" }
                    application/xml:
                      schema: { $ref: "#/components/schemas/ApplicationReceipt" }
                "201":
                  description: "`accepted` or `accepted-with-warnings`: synced to disk and readable."
                  headers:
                    X-Request-Id: { $ref: "#/components/headers/RequestID" }
                  content:
                    application/json:
                      schema: { $ref: "#/components/schemas/Receipt" }
                      examples:
                        accepted: { $ref: "#/components/examples/ReceiptAccepted" }
                    application/xml:
                      schema: { $ref: "#/components/schemas/ApplicationReceipt" }
                "202":
                  description: "`accepted-not-stored`: do not send it again."
                  headers:
                    X-Request-Id: { $ref: "#/components/headers/RequestID" }
                  content:
                    application/json:
                      schema: { $ref: "#/components/schemas/Receipt" }
                    application/xml:
                      schema: { $ref: "#/components/schemas/ApplicationReceipt" }
                "400": { $ref: "#/components/responses/MessageRefused" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "408": { $ref: "#/components/responses/TooSlow" }
                "413": { $ref: "#/components/responses/MessageRefused" }
                "415": { $ref: "#/components/responses/UnsupportedMediaType" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "422": { $ref: "#/components/responses/MessageRefused" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }
                "507": { $ref: "#/components/responses/StorageFull" }

          /v1/sync/replicas:
            post:
              operationId: enrolReplica
              tags: [Replicas]
              summary: Enrol a replica
              description: |
                Makes a replica known for the client and organisation of the token, with an empty scope. Keep `replica`, `epoch` and
                `integrityKey`: sums are keyed with it, one an epoch. `schema` is the version of what the replica understands: 1.
              x-since: "0.3"
              x-curl: |
                curl -si -H "Authorization: Bearer $REPLICA" http://127.0.0.1:8080/v1/sync/replicas \
                  -H 'Content-Type: application/json' -d '{"schema":1}'
              security:
                - bearer: [svar/replica]
                - dpop: [svar/replica]
              parameters:
                - { $ref: "#/components/parameters/requestID" }
              requestBody:
                required: true
                content:
                  application/json:
                    schema: { $ref: "#/components/schemas/ReplicaToEnrol" }
                    examples:
                      first: { summary: A new replica, value: { schema: 1 } }
              responses:
                "201":
                  description: The replica, known from now on.
                  headers:
                    Location: { $ref: "#/components/headers/ReplicaLocation" }
                    X-Request-Id: { $ref: "#/components/headers/RequestID" }
                  content:
                    application/json:
                      schema: { $ref: "#/components/schemas/Replica" }
                      examples:
                        enrolled: { $ref: "#/components/examples/Replica" }
                "400": { $ref: "#/components/responses/SyncBad" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/SyncForbidden" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "408": { $ref: "#/components/responses/TooSlow" }
                "413": { $ref: "#/components/responses/TooLarge" }
                "415": { $ref: "#/components/responses/UnsupportedMediaType" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "426": { $ref: "#/components/responses/SyncOld" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }
                "507": { $ref: "#/components/responses/StorageFull" }

          /v1/sync/replicas/{id}/professionals:
            parameters:
              - { $ref: "#/components/parameters/replica" }
            put:
              operationId: setReplicaProfessionals
              tags: [Replicas]
              summary: Who may read it
              description: |
                The professionals who may read the replica, and nobody else: a reader without one of these HPR numbers is shown nothing.
                The organisation's system answers for who they are. From now on `person` lines have `blocked`: the tags of those among
                them from whom the person is closed by name. Sending the same list again changes nothing.
              x-since: "0.4"
              x-curl: |
                curl -s -X PUT -H "Authorization: Bearer $REPLICA" http://127.0.0.1:8080/v1/sync/replicas/$ID/professionals \
                  -H 'Content-Type: application/json' -d '{"professionals":["9144889"]}'
              security:
                - bearer: [svar/replica]
                - dpop: [svar/replica]
              parameters:
                - { $ref: "#/components/parameters/requestID" }
              requestBody:
                required: true
                content:
                  application/json:
                    schema: { $ref: "#/components/schemas/ReplicaProfessionals" }
                    examples:
                      one: { summary: One doctor, value: { professionals: ["9144889"] } }
              responses:
                "200":
                  description: The replica.
                  headers:
                    X-Request-Id: { $ref: "#/components/headers/RequestID" }
                  content:
                    application/json:
                      schema: { $ref: "#/components/schemas/Replica" }
                      examples:
                        enrolled: { $ref: "#/components/examples/Replica" }
                "400": { $ref: "#/components/responses/SyncBad" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/SyncForbidden" }
                "404": { $ref: "#/components/responses/SyncUnknown" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "408": { $ref: "#/components/responses/TooSlow" }
                "413": { $ref: "#/components/responses/TooLarge" }
                "415": { $ref: "#/components/responses/UnsupportedMediaType" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "422": { $ref: "#/components/responses/SyncUnprocessable" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }
                "507": { $ref: "#/components/responses/StorageFull" }

          /v1/sync/replicas/{id}:
            parameters:
              - { $ref: "#/components/parameters/replica" }
            get:
              operationId: readReplica
              tags: [Replicas]
              summary: What the server knows of it
              description: |
                The facts of the enrolment with the key of the present epoch: ask again after `epoch-changed`.
              x-since: "0.3"
              x-curl: |
                curl -s -H "Authorization: Bearer $REPLICA" http://127.0.0.1:8080/v1/sync/replicas/$ID
              security:
                - bearer: [svar/replica]
                - dpop: [svar/replica]
              parameters:
                - { $ref: "#/components/parameters/requestID" }
              responses:
                "200":
                  description: The replica.
                  headers:
                    X-Request-Id: { $ref: "#/components/headers/RequestID" }
                  content:
                    application/json:
                      schema: { $ref: "#/components/schemas/Replica" }
                      examples:
                        enrolled: { $ref: "#/components/examples/Replica" }
                "400": { $ref: "#/components/responses/SyncBad" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/SyncForbidden" }
                "404": { $ref: "#/components/responses/SyncUnknown" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }
            delete:
              operationId: endReplica
              tags: [Replicas]
              summary: End it
              description: |
                Empties the scope and closes the replica for good: every later call is 403 `replica-revoked`, at which a replica destroys
                what it holds.
              x-since: "0.3"
              x-curl: |
                curl -si -X DELETE -H "Authorization: Bearer $REPLICA" http://127.0.0.1:8080/v1/sync/replicas/$ID
              security:
                - bearer: [svar/replica]
                - dpop: [svar/replica]
              parameters:
                - { $ref: "#/components/parameters/requestID" }
              responses:
                "204":
                  description: Ended.
                  headers:
                    X-Request-Id: { $ref: "#/components/headers/RequestID" }
                "400": { $ref: "#/components/responses/SyncBad" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/SyncForbidden" }
                "404": { $ref: "#/components/responses/SyncUnknown" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }
                "507": { $ref: "#/components/responses/StorageFull" }

          /v1/sync/replicas/{id}/scope:
            parameters:
              - { $ref: "#/components/parameters/replica" }
            get:
              operationId: readScope
              tags: [Replicas]
              summary: Whom it follows
              description: |
                Persons as they are called on the wire (`p`), with basis, responsible professional and end. No identity numbers.
              x-since: "0.3"
              x-curl: |
                curl -si -H "Authorization: Bearer $REPLICA" http://127.0.0.1:8080/v1/sync/replicas/$ID/scope
              security:
                - bearer: [svar/replica]
                - dpop: [svar/replica]
              parameters:
                - { $ref: "#/components/parameters/requestID" }
              responses:
                "200": { $ref: "#/components/responses/Scope" }
                "400": { $ref: "#/components/responses/SyncBad" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/SyncForbidden" }
                "404": { $ref: "#/components/responses/SyncUnknown" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }
            put:
              operationId: setScope
              tags: [Replicas]
              summary: Say whom to follow
              description: |
                The whole scope. A person is named by identity number or by `Patient/[id]`; the answer has the same order and calls each
                `p`. A number nobody has used before is taken as any other. A line ends by itself at `until`: at most 12 months from now for
                `gp-list`, 30 days for `care`; send it again before, and it goes on. `gp-list` needs an organisation whose list is approved in
                the participant register; `care` the token of the professional who is responsible, in `Svar-User-Token`, with `access-basis`. With `If-Match` only that version of the scope is changed;
                what stands already, as its first answer was lost, is 200 with an older one too.
              x-since: "0.3"
              x-curl: |
                curl -si -X PUT -H "Authorization: Bearer $REPLICA" http://127.0.0.1:8080/v1/sync/replicas/$ID/scope \
                  -H 'Content-Type: application/json' -d '{"persons":[{"person":"20874600076","basis":"gp-list","responsible":"9144889",
                  "until":"'$(date -u -d '+20 days' +%FT%TZ)'"}]}'
              security:
                - bearer: [svar/replica]
                - dpop: [svar/replica]
              parameters:
                - { $ref: "#/components/parameters/ifMatch" }
                - { $ref: "#/components/parameters/userToken" }
                - { $ref: "#/components/parameters/accessBasis" }
                - { $ref: "#/components/parameters/hprRole" }
                - { $ref: "#/components/parameters/requestID" }
              requestBody:
                required: true
                description: At most 20 000 persons and 8 MiB.
                content:
                  application/json:
                    schema: { $ref: "#/components/schemas/ScopeToSet" }
                    examples:
                      one: { $ref: "#/components/examples/ScopeToSet" }
              responses:
                "200": { $ref: "#/components/responses/ScopeSet" }
                "400": { $ref: "#/components/responses/SyncBad" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/SyncForbidden" }
                "404": { $ref: "#/components/responses/SyncUnknown" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "408": { $ref: "#/components/responses/TooSlow" }
                "412": { $ref: "#/components/responses/ScopeConflict" }
                "413": { $ref: "#/components/responses/TooLarge" }
                "415": { $ref: "#/components/responses/UnsupportedMediaType" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "422": { $ref: "#/components/responses/SyncUnprocessable" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }
                "507": { $ref: "#/components/responses/StorageFull" }
            post:
              operationId: changeScope
              tags: [Replicas]
              summary: Change whom to follow
              description: |
                Sets some lines and ends others; the rest stays. The answer has the lines of `set` in their order.
              x-since: "0.3"
              x-curl: |
                curl -si -H "Authorization: Bearer $REPLICA" http://127.0.0.1:8080/v1/sync/replicas/$ID/scope \
                  -H 'Content-Type: application/json' -d '{"set":[],"end":["LUhyJyWHVrDpuIt4HmLiPw"]}'
              security:
                - bearer: [svar/replica]
                - dpop: [svar/replica]
              parameters:
                - { $ref: "#/components/parameters/ifMatch" }
                - { $ref: "#/components/parameters/userToken" }
                - { $ref: "#/components/parameters/accessBasis" }
                - { $ref: "#/components/parameters/hprRole" }
                - { $ref: "#/components/parameters/requestID" }
              requestBody:
                required: true
                content:
                  application/json:
                    schema: { $ref: "#/components/schemas/ScopeToChange" }
                    examples:
                      end: { $ref: "#/components/examples/ScopeToChange" }
              responses:
                "200": { $ref: "#/components/responses/ScopeSet" }
                "400": { $ref: "#/components/responses/SyncBad" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/SyncForbidden" }
                "404": { $ref: "#/components/responses/SyncUnknown" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "408": { $ref: "#/components/responses/TooSlow" }
                "412": { $ref: "#/components/responses/ScopeConflict" }
                "413": { $ref: "#/components/responses/TooLarge" }
                "415": { $ref: "#/components/responses/UnsupportedMediaType" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "422": { $ref: "#/components/responses/SyncUnprocessable" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }
                "507": { $ref: "#/components/responses/StorageFull" }

          /v1/sync/replicas/{id}/delta:
            parameters:
              - { $ref: "#/components/parameters/replica" }
            get:
              operationId: delta
              tags: [Replicas]
              summary: What changed
              description: |
                Lines of JSON, written as they are made: a `begin`, then pages (denials, persons, units) each ended by a `page` line, at last
                an `end`. All lines up to a `page` line are kept together with its token. The answer may stop after any page, after a minute
                at the latest: ask again with that token. Nothing changed is 204. Without a token everything comes.
              x-since: "0.3"
              x-curl: |
                curl -s -H "Authorization: Bearer $REPLICA" "http://127.0.0.1:8080/v1/sync/replicas/$ID/delta?limit=100"
              security:
                - bearer: [svar/replica]
                - dpop: [svar/replica]
              parameters:
                - { $ref: "#/components/parameters/syncToken" }
                - name: limit
                  in: query
                  description: Most units of this answer.
                  schema: { type: integer, minimum: 1, maximum: 1000000 }
                - { $ref: "#/components/parameters/requestID" }
              responses:
                "200": { $ref: "#/components/responses/Lines" }
                "204":
                  description: Nothing changed since the token.
                  headers:
                    svar-token: { $ref: "#/components/headers/SyncToken" }
                    svar-professionals: { $ref: "#/components/headers/SyncProfessionals" }
                    X-Request-Id: { $ref: "#/components/headers/RequestID" }
                "400": { $ref: "#/components/responses/SyncBad" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/SyncForbidden" }
                "404": { $ref: "#/components/responses/SyncUnknown" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "410": { $ref: "#/components/responses/SyncGone" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "426": { $ref: "#/components/responses/SyncOld" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }

          /v1/sync/replicas/{id}/manifest:
            parameters:
              - { $ref: "#/components/parameters/replica" }
            get:
              operationId: manifest
              tags: [Replicas]
              summary: How many units of whom, and their sums
              description: |
                Every person of the scope in a row of 52 bytes, ascending: 16 of the name, the count in 4 with the highest first, 32 of the
                sum. `svar-token` is for the delta that follows and for `reconcile`, `svar-stamp` where it stands; `svar-count` and
                `svar-digest` are the totals.
              x-since: "0.3"
              x-curl: |
                curl -s -H "Authorization: Bearer $REPLICA" http://127.0.0.1:8080/v1/sync/replicas/$ID/manifest -o manifest -D -
              security:
                - bearer: [svar/replica]
                - dpop: [svar/replica]
              parameters:
                - name: If-None-Match
                  in: header
                  description: The `ETag` of a manifest you have. Whatever is no such tag matches none.
                  schema: { type: string }
                - { $ref: "#/components/parameters/requestID" }
              responses:
                "200":
                  description: The rows.
                  headers:
                    ETag: { $ref: "#/components/headers/ETag" }
                    svar-token: { $ref: "#/components/headers/SyncToken" }
                    svar-count: { $ref: "#/components/headers/SyncCount" }
                    svar-digest: { $ref: "#/components/headers/SyncDigest" }
                    svar-stamp: { $ref: "#/components/headers/SyncStamp" }
                    X-Request-Id: { $ref: "#/components/headers/RequestID" }
                  content:
                    application/vnd.svar.manifest:
                      schema: { type: string, format: binary }
                "304":
                  description: The rows are those of the tag. The token is new.
                  headers:
                    ETag: { $ref: "#/components/headers/ETag" }
                    svar-token: { $ref: "#/components/headers/SyncToken" }
                    svar-count: { $ref: "#/components/headers/SyncCount" }
                    svar-digest: { $ref: "#/components/headers/SyncDigest" }
                    svar-stamp: { $ref: "#/components/headers/SyncStamp" }
                    X-Request-Id: { $ref: "#/components/headers/RequestID" }
                "400": { $ref: "#/components/responses/SyncBad" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/SyncForbidden" }
                "404": { $ref: "#/components/responses/SyncUnknown" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "426": { $ref: "#/components/responses/SyncOld" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }

          /v1/sync/replicas/{id}/reconcile:
            parameters:
              - { $ref: "#/components/parameters/replica" }
            post:
              operationId: reconcile
              tags: [Replicas]
              summary: All units of some persons
              description: |
                For persons whose row of the manifest differs from what the replica holds: all their units as of the manifest, in lines as
                of a delta. What the answer does not name is not there any more. After a broken answer, ask again with the token of the last
                `page` line and the same persons. Of a person outside the scope nothing is said.
              x-since: "0.3"
              x-curl: |
                curl -s -H "Authorization: Bearer $REPLICA" http://127.0.0.1:8080/v1/sync/replicas/$ID/reconcile \
                  -H 'Content-Type: application/json' -d '{"token":"'$MANIFEST_TOKEN'","persons":["LUhyJyWHVrDpuIt4HmLiPw"]}'
              security:
                - bearer: [svar/replica]
                - dpop: [svar/replica]
              parameters:
                - { $ref: "#/components/parameters/requestID" }
              requestBody:
                required: true
                content:
                  application/json:
                    schema: { $ref: "#/components/schemas/PersonsToReconcile" }
                    examples:
                      one: { $ref: "#/components/examples/PersonsToReconcile" }
              responses:
                "200": { $ref: "#/components/responses/Lines" }
                "400": { $ref: "#/components/responses/SyncBad" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/SyncForbidden" }
                "404": { $ref: "#/components/responses/SyncUnknown" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "408": { $ref: "#/components/responses/TooSlow" }
                "410": { $ref: "#/components/responses/SyncGone" }
                "413": { $ref: "#/components/responses/TooLarge" }
                "415": { $ref: "#/components/responses/UnsupportedMediaType" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "422": { $ref: "#/components/responses/SyncUnprocessable" }
                "426": { $ref: "#/components/responses/SyncOld" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }

          /v1/sync/replicas/{id}/poke:
            parameters:
              - { $ref: "#/components/parameters/replica" }
            get:
              operationId: poke
              tags: [Replicas]
              summary: Wait for changes
              description: |
                Answers as soon as the delta of the token is not empty, or with 204 after `wait` seconds. With
                `Accept: text/event-stream` it stays: an event `poke` without data whenever there is something to fetch, and then none until
                the replica has asked for its delta; a comment every 15 seconds; after ten minutes it ends. Nothing else makes it speak.
              x-since: "0.3"
              x-curl: |
                curl -sN -H "Authorization: Bearer $REPLICA" -H 'Accept: text/event-stream' \
                  "http://127.0.0.1:8080/v1/sync/replicas/$ID/poke?token=$SYNC_TOKEN"
              security:
                - bearer: [svar/replica]
                - dpop: [svar/replica]
              parameters:
                - { $ref: "#/components/parameters/syncTokenNeeded" }
                - name: wait
                  in: query
                  description: Seconds to wait at most.
                  schema: { type: integer, minimum: 0, maximum: 60, default: 30 }
                - { $ref: "#/components/parameters/requestID" }
              responses:
                "200":
                  description: There is something to fetch; or the events.
                  headers:
                    X-Request-Id: { $ref: "#/components/headers/RequestID" }
                  content:
                    application/json:
                      schema:
                        type: object
                        required: [changed]
                        properties:
                          changed: { const: true }
                      example: { changed: true }
                    text/event-stream:
                      schema: { type: string }
                "204":
                  description: Nothing within the time.
                  headers:
                    X-Request-Id: { $ref: "#/components/headers/RequestID" }
                "400": { $ref: "#/components/responses/SyncBad" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/SyncForbidden" }
                "404": { $ref: "#/components/responses/SyncUnknown" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "410": { $ref: "#/components/responses/SyncGone" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }
          /v1/log:
            get:
              operationId: readLog
              tags: [Log of use]
              summary: The citizen's log of use
              description: |
                Who has seen, sent, changed or been refused something about the citizen, newest first: by name, with role, organisation,
                system, basis and purpose in Norwegian and English, and the reports that the reader sees. Also what was done to privacy
                settings, and deliveries to journal systems' local copies. A parent, guardian or proxy names the citizen in `person-id`
                and gets the rows about reports that they see themselves. An emergency closure closes it.
              x-since: "0.5"
              x-curl: |
                curl -s -H "Authorization: Bearer $CITIZEN" 'http://127.0.0.1:8080/v1/log?limit=20'
              security:
                - bearer: [svar/citizen]
                - dpop: [svar/citizen]
              parameters:
                - { $ref: "#/components/parameters/personID" }
                - { $ref: "#/components/parameters/requestID" }
                - name: from
                  in: query
                  description: Only rows of this day or time or later.
                  schema: { $ref: "#/components/schemas/DateCriterion" }
                - name: until
                  in: query
                  description: Only rows of before this day or time.
                  schema: { $ref: "#/components/schemas/DateCriterion" }
                - name: limit
                  in: query
                  description: Rows on a page; at most 200 are given. A page may have fewer and a `next` all the same.
                  schema: { type: integer, minimum: 1, default: 50 }
                - name: token
                  in: query
                  description: "`next` of the page before. Stands alone; lives an hour; is of this caller and person."
                  schema: { type: string, minLength: 1 }
              responses:
                "200":
                  description: A page of rows.
                  headers:
                    X-Request-Id: { $ref: "#/components/headers/RequestID" }
                  content:
                    application/json:
                      schema: { $ref: "#/components/schemas/LogPage" }
                      examples:
                        page: { $ref: "#/components/examples/LogPage" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "410": { $ref: "#/components/responses/Gone" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }

          /v1/fhir/AuditEvent:
            get:
              operationId: searchAuditEvents
              tags: [Log of use]
              summary: The log of use as AuditEvents
              description: |
                For the citizen and who acts for them the rows of `/v1/log`; for auditors every row, also those about nobody. Rows about
                health personnel follow the Norwegian trust-framework profile. Newest first; no total; only a link forward.
              x-since: "0.5"
              x-curl: |
                curl -s -H "Authorization: Bearer $CITIZEN" 'http://127.0.0.1:8080/v1/fhir/AuditEvent?_count=20'
              security:
                - bearer: [svar/audit]
                - bearer: [svar/citizen]
                - dpop: [svar/audit]
                - dpop: [svar/citizen]
              parameters:
                - { $ref: "#/components/parameters/personID" }
                - { $ref: "#/components/parameters/requestID" }
                - name: patient
                  in: query
                  description: "`Patient/[id]` or the id: whom the rows are about."
                  schema: { type: string, minLength: 1 }
                - name: date
                  in: query
                  description: "When. Prefixes `eq ge gt le lt sa eb`; may be given twice."
                  schema: { $ref: "#/components/schemas/DateCriterion" }
                - name: _count
                  in: query
                  description: Rows on a page; at most 200 are given. A page may have fewer and a next one all the same.
                  schema: { type: integer, minimum: 1, default: 50 }
                - { $ref: "#/components/parameters/page" }
                - { $ref: "#/components/parameters/format" }
                - { $ref: "#/components/parameters/pretty" }
              responses:
                "200": { $ref: "#/components/responses/AuditEvents" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "410": { $ref: "#/components/responses/Gone" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }

          /v1/fhir/AuditEvent/_search:
            post:
              operationId: searchAuditEventsByPost
              tags: [Log of use]
              summary: The log of use as AuditEvents, by POST
              description: As by GET. The person may be named by `person-id` in the form.
              x-since: "0.5"
              x-curl: |
                curl -s -H "Authorization: Bearer $AUDITOR" \
                  'http://127.0.0.1:8080/v1/fhir/AuditEvent/_search' -d person-id=20874600076
              security:
                - bearer: [svar/audit]
                - bearer: [svar/citizen]
                - dpop: [svar/audit]
                - dpop: [svar/citizen]
              parameters:
                - { $ref: "#/components/parameters/personID" }
                - { $ref: "#/components/parameters/requestID" }
                - { $ref: "#/components/parameters/page" }
                - { $ref: "#/components/parameters/format" }
                - { $ref: "#/components/parameters/pretty" }
              requestBody: { $ref: "#/components/requestBodies/AuditEventForm" }
              responses:
                "200": { $ref: "#/components/responses/AuditEvents" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "408": { $ref: "#/components/responses/TooSlow" }
                "410": { $ref: "#/components/responses/Gone" }
                "413": { $ref: "#/components/responses/TooLarge" }
                "415": { $ref: "#/components/responses/UnsupportedMediaType" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }

          /v1/fhir/AuditEvent/{id}:
            parameters:
              - { $ref: "#/components/parameters/id" }
            get:
              operationId: readAuditEvent
              tags: [Log of use]
              summary: One row of the log of use
              description: The id is the same for as long as the row is kept. What the caller does not see is as absent.
              x-since: "0.5"
              x-curl: |
                E=$(curl -s -H "Authorization: Bearer $CITIZEN" 'http://127.0.0.1:8080/v1/fhir/AuditEvent?_count=1' \
                  | grep -o '"fullUrl":"[^"]*' | head -1 | cut -d'"' -f4)
                curl -s -H "Authorization: Bearer $CITIZEN" $E
              security:
                - bearer: [svar/audit]
                - bearer: [svar/citizen]
                - dpop: [svar/audit]
                - dpop: [svar/citizen]
              parameters:
                - { $ref: "#/components/parameters/personID" }
                - { $ref: "#/components/parameters/requestID" }
                - { $ref: "#/components/parameters/format" }
                - { $ref: "#/components/parameters/pretty" }
              responses:
                "200":
                  description: The row.
                  headers:
                    X-Request-Id: { $ref: "#/components/headers/RequestID" }
                  content:
                    application/fhir+json:
                      schema: { $ref: "#/components/schemas/AuditEvent" }
                      examples:
                        read: { $ref: "#/components/examples/AuditEvent" }
                    application/json:
                      schema: { $ref: "#/components/schemas/AuditEvent" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "404": { $ref: "#/components/responses/NotFound" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }

          /v1/fhir/DiagnosticReport/{id}/$explain-access:
            parameters:
              - { $ref: "#/components/parameters/id" }
            get:
              operationId: explainAccess
              tags: [Log of use]
              summary: Why somebody gets a report or not
              description: |
                For auditors only, never for who was refused, and itself in the log of use. Says what the access rules decide about this
                report for the actor, now or as the log stood at an instant: the verdict, the rules that spoke with their rows of
                `docs/privacy/decision-table.md`, the reason, the settings in force that name the report, the version shown, markers, what
                personnel are told, and when the answer may change by itself. `docs/api/explain-access.md` explains each.
              x-since: "0.5"
              x-curl: |
                curl -s -H "Authorization: Bearer $AUDITOR" \
                  "http://127.0.0.1:8080/v1/fhir/DiagnosticReport/$REPORT/\$explain-access?actor=citizen"
              security:
                - bearer: [svar/audit]
                - dpop: [svar/audit]
              parameters:
                - name: actor
                  in: query
                  required: true
                  description: As whom.
                  schema: { $ref: "#/components/schemas/ExplainedActor" }
                  example: citizen
                - name: hpr
                  in: query
                  description: HPR number; needed for personnel.
                  schema: { type: string, pattern: "^[0-9]{1,9}$" }
                - name: role
                  in: query
                  description: Category of 9060, for personnel.
                  schema: { type: string, default: LE }
                - name: organisation
                  in: query
                  description: Organisation number; needed for personnel and producers.
                  schema: { type: string }
                - name: basis
                  in: query
                  description: The basis; needed for personnel.
                  schema: { type: string, enum: [UNNTAK, SAMTYKKE, AKUTT, FORHOYET_SAMTYKKE, FORHOYET_AKUTT] }
                - name: at
                  in: query
                  description: As of when. The default is now.
                  schema: { $ref: "#/components/schemas/DateCriterion" }
                - { $ref: "#/components/parameters/requestID" }
                - { $ref: "#/components/parameters/format" }
                - { $ref: "#/components/parameters/pretty" }
              responses:
                "200": { $ref: "#/components/responses/Explanation" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "404": { $ref: "#/components/responses/NotFound" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }
            post:
              operationId: explainAccessByPost
              tags: [Log of use]
              summary: Why somebody gets a report or not, by POST
              description: |
                As by GET, with the parameters in a form or a Parameters resource. `holder`, the identity number of a parent, guardian or
                proxy, can be given here only; without it whoever holds such a mandate is meant.
              x-since: "0.5"
              x-curl: |
                curl -s -H "Authorization: Bearer $AUDITOR" \
                  "http://127.0.0.1:8080/v1/fhir/DiagnosticReport/$REPORT/\$explain-access" -d actor=parent
              security:
                - bearer: [svar/audit]
                - dpop: [svar/audit]
              parameters:
                - { $ref: "#/components/parameters/requestID" }
                - { $ref: "#/components/parameters/format" }
                - { $ref: "#/components/parameters/pretty" }
              requestBody: { $ref: "#/components/requestBodies/ExplainForm" }
              responses:
                "200": { $ref: "#/components/responses/Explanation" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "404": { $ref: "#/components/responses/NotFound" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "408": { $ref: "#/components/responses/TooSlow" }
                "413": { $ref: "#/components/responses/TooLarge" }
                "415": { $ref: "#/components/responses/UnsupportedMediaType" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }

          /pps/v2/DiagnosticReport/_search:
            post:
              operationId: nationalDiagnosticReport
              tags: [National read API]
              summary: Reports of one patient
              description: |
                One patient a call, named by the header `person-id`. Always a form, `_count` 50 and `_skip` 0 by default; `date` is the
                time of the specimen or examination, with prefixes `eq`, `lt` and `gt`. `total` counts all matches, not the page.
                When there is nothing the Bundle holds an OperationOutcome with `not-found` (`search.mode` `outcome`).
              x-since: "0.2"
              x-curl: |
                curl -s -H "Authorization: Bearer $TOKEN" http://127.0.0.1:8080/pps/v2/DiagnosticReport/_search -H 'person-id: 20874600076' \
                  -H 'access-basis: UNNTAK' -d _count=3 -d date=gt2020-01-01
              security:
                - dpop: [nhn:pps/provesvar-read]
                - dpop: [svar/read]
                - dpop: [svar/citizen]
              parameters:
                - { $ref: "#/components/parameters/nationalPersonID" }
                - { $ref: "#/components/parameters/accessBasis" }
                - { $ref: "#/components/parameters/hprRole" }
                - { $ref: "#/components/parameters/requestID" }
              requestBody: { $ref: "#/components/requestBodies/NationalForm" }
              responses:
                "200": { $ref: "#/components/responses/NationalSearchset" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "404": { $ref: "#/components/responses/NotFound" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "408": { $ref: "#/components/responses/TooSlow" }
                "413": { $ref: "#/components/responses/TooLarge" }
                "415": { $ref: "#/components/responses/UnsupportedMediaType" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }

          /pps/v2/Observation/_search:
            post:
              operationId: nationalObservation
              tags: [National read API]
              summary: Results of one patient
              description: As for DiagnosticReport.
              x-since: "0.2"
              x-curl: |
                curl -s -H "Authorization: Bearer $TOKEN" http://127.0.0.1:8080/pps/v2/Observation/_search -H 'person-id: 20874600076' \
                  -H 'access-basis: UNNTAK' -d _count=3 -d date=gt2020-01-01
              security:
                - dpop: [nhn:pps/provesvar-read]
                - dpop: [svar/read]
                - dpop: [svar/citizen]
              parameters:
                - { $ref: "#/components/parameters/nationalPersonID" }
                - { $ref: "#/components/parameters/accessBasis" }
                - { $ref: "#/components/parameters/hprRole" }
                - { $ref: "#/components/parameters/requestID" }
              requestBody: { $ref: "#/components/requestBodies/NationalForm" }
              responses:
                "200": { $ref: "#/components/responses/NationalSearchset" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "404": { $ref: "#/components/responses/NotFound" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "408": { $ref: "#/components/responses/TooSlow" }
                "413": { $ref: "#/components/responses/TooLarge" }
                "415": { $ref: "#/components/responses/UnsupportedMediaType" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }

          /pps/v2/Specimen/_search:
            post:
              operationId: nationalSpecimen
              tags: [National read API]
              summary: Specimens of one patient
              description: As for DiagnosticReport.
              x-since: "0.2"
              x-curl: |
                curl -s -H "Authorization: Bearer $TOKEN" http://127.0.0.1:8080/pps/v2/Specimen/_search -H 'person-id: 20874600076' \
                  -H 'access-basis: UNNTAK' -d _count=3
              security:
                - dpop: [nhn:pps/provesvar-read]
                - dpop: [svar/read]
                - dpop: [svar/citizen]
              parameters:
                - { $ref: "#/components/parameters/nationalPersonID" }
                - { $ref: "#/components/parameters/accessBasis" }
                - { $ref: "#/components/parameters/hprRole" }
                - { $ref: "#/components/parameters/requestID" }
              requestBody: { $ref: "#/components/requestBodies/NationalForm" }
              responses:
                "200": { $ref: "#/components/responses/NationalSearchset" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "404": { $ref: "#/components/responses/NotFound" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "408": { $ref: "#/components/responses/TooSlow" }
                "413": { $ref: "#/components/responses/TooLarge" }
                "415": { $ref: "#/components/responses/UnsupportedMediaType" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }

          /pps/v2/ServiceRequest/_search:
            post:
              operationId: nationalServiceRequest
              tags: [National read API]
              summary: Requests of one patient
              description: As for DiagnosticReport.
              x-since: "0.2"
              x-curl: |
                curl -s -H "Authorization: Bearer $TOKEN" http://127.0.0.1:8080/pps/v2/ServiceRequest/_search -H 'person-id: 20874600076' \
                  -H 'access-basis: UNNTAK' -d _count=3
              security:
                - dpop: [nhn:pps/provesvar-read]
                - dpop: [svar/read]
                - dpop: [svar/citizen]
              parameters:
                - { $ref: "#/components/parameters/nationalPersonID" }
                - { $ref: "#/components/parameters/accessBasis" }
                - { $ref: "#/components/parameters/hprRole" }
                - { $ref: "#/components/parameters/requestID" }
              requestBody: { $ref: "#/components/requestBodies/NationalForm" }
              responses:
                "200": { $ref: "#/components/responses/NationalSearchset" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "404": { $ref: "#/components/responses/NotFound" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "408": { $ref: "#/components/responses/TooSlow" }
                "413": { $ref: "#/components/responses/TooLarge" }
                "415": { $ref: "#/components/responses/UnsupportedMediaType" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }

          /pps/v2/PractitionerRole/_search:
            post:
              operationId: nationalPractitionerRole
              tags: [National read API]
              summary: Practitioners and their organisations
              description: |
                As for DiagnosticReport. The directory is not listed: personnel name `_id`, or get the roles with the results by
                `_include`.
              x-since: "0.2"
              x-curl: |
                ID=$(curl -s -H "Authorization: Bearer $TOKEN" http://127.0.0.1:8080/pps/v2/DiagnosticReport/_search \
                  -H 'person-id: 20874600076' -H 'access-basis: UNNTAK' -d _count=1 | grep -o 'PractitionerRole/[a-z0-9]*' | head -1 | cut -d/ -f2)
                curl -s -H "Authorization: Bearer $TOKEN" http://127.0.0.1:8080/pps/v2/PractitionerRole/_search \
                  -H 'person-id: 20874600076' -H 'access-basis: UNNTAK' -d _id=$ID
              security:
                - dpop: [nhn:pps/provesvar-read]
                - dpop: [svar/read]
                - dpop: [svar/citizen]
              parameters:
                - { $ref: "#/components/parameters/nationalPersonID" }
                - { $ref: "#/components/parameters/accessBasis" }
                - { $ref: "#/components/parameters/hprRole" }
                - { $ref: "#/components/parameters/requestID" }
              requestBody: { $ref: "#/components/requestBodies/NationalForm" }
              responses:
                "200": { $ref: "#/components/responses/NationalSearchset" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "404": { $ref: "#/components/responses/NotFound" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "408": { $ref: "#/components/responses/TooSlow" }
                "413": { $ref: "#/components/responses/TooLarge" }
                "415": { $ref: "#/components/responses/UnsupportedMediaType" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }

          /pps/v2/metadata:
            get:
              operationId: nationalCapabilities
              tags: [National read API]
              summary: The CapabilityStatement of the national shape
              x-since: "0.2"
              x-curl: |
                curl -s http://127.0.0.1:8080/pps/v2/metadata
              security: []
              parameters:
                - { $ref: "#/components/parameters/requestID" }
                - { $ref: "#/components/parameters/format" }
                - { $ref: "#/components/parameters/pretty" }
              responses:
                "200": { $ref: "#/components/responses/Capabilities" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "500": { $ref: "#/components/responses/ServerError" }
            post:
              operationId: nationalCapabilitiesByPost
              tags: [National read API]
              summary: The same, by POST
              x-since: "0.2"
              x-curl: |
                curl -s -X POST http://127.0.0.1:8080/pps/v2/metadata
              security: []
              parameters:
                - { $ref: "#/components/parameters/requestID" }
                - { $ref: "#/components/parameters/format" }
                - { $ref: "#/components/parameters/pretty" }
              responses:
                "200": { $ref: "#/components/responses/Capabilities" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "500": { $ref: "#/components/responses/ServerError" }

          /v1/fhir/metadata:
            get:
              operationId: capabilities
              tags: [Server]
              summary: The CapabilityStatement
              description: |
                Types, interactions, search parameters with their modifiers, includes and operations, from the tables that route and search.
                What is listed works; what is not is refused by name. Needs no token.
              x-since: "0.1"
              x-curl: |
                curl -s 'http://127.0.0.1:8080/v1/fhir/metadata?_pretty=true'
              security: []
              parameters:
                - name: mode
                  in: query
                  description: "`full` or another of R4's modes; the statement is the same."
                  schema: { type: string }
                - { $ref: "#/components/parameters/requestID" }
                - { $ref: "#/components/parameters/format" }
                - { $ref: "#/components/parameters/pretty" }
              responses:
                "200": { $ref: "#/components/responses/Capabilities" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "500": { $ref: "#/components/responses/ServerError" }

          /openapi.yaml:
            get:
              operationId: description
              tags: [Server]
              summary: This description
              x-since: "0.2"
              x-curl: |
                curl -s http://127.0.0.1:8080/openapi.yaml
              security: []
              responses:
                "200":
                  description: OpenAPI 3.1.
                  headers:
                    X-Request-Id: { $ref: "#/components/headers/RequestID" }
                  content:
                    application/yaml:
                      schema: { type: object }
                "421": { $ref: "#/components/responses/Misdirected" }

          /docs:
            get:
              operationId: documentation
              tags: [Server]
              summary: This description as a page
              x-since: "0.2"
              x-curl: |
                curl -s http://127.0.0.1:8080/docs
              security: []
              responses:
                "200":
                  description: HTML that needs nothing from other servers.
                  headers:
                    X-Request-Id: { $ref: "#/components/headers/RequestID" }
                  content:
                    text/html:
                      schema: { type: string }
                "421": { $ref: "#/components/responses/Misdirected" }

          /docs/{file}:
            parameters:
              - name: file
                in: path
                required: true
                description: The style or the script of the page.
                schema: { type: string, enum: [style.css, search.js] }
                example: style.css
            get:
              operationId: documentationFile
              tags: [Server]
              summary: What the page is made with
              x-since: "0.2"
              x-curl: |
                curl -s http://127.0.0.1:8080/docs/style.css
              security: []
              responses:
                "200":
                  description: The file.
                  headers:
                    X-Request-Id: { $ref: "#/components/headers/RequestID" }
                  content:
                    text/css:
                      schema: { type: string }
                    text/javascript:
                      schema: { type: string }
                "400": { $ref: "#/components/responses/BadRequest" }
                "404": { $ref: "#/components/responses/NotFound" }
                "421": { $ref: "#/components/responses/Misdirected" }

          /health/live:
            get:
              operationId: live
              tags: [Operations]
              summary: The process answers
              x-since: "0.1"
              x-curl: |
                curl -s http://127.0.0.1:8080/health/live
              security: []
              responses:
                "200": { $ref: "#/components/responses/Health" }
                "421": { $ref: "#/components/responses/Misdirected" }

          /health/ready:
            get:
              operationId: ready
              tags: [Operations]
              summary: The store answers
              x-since: "0.1"
              x-curl: |
                curl -s http://127.0.0.1:8080/health/ready
              security: []
              responses:
                "200": { $ref: "#/components/responses/Health" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }

          /metrics:
            get:
              operationId: metrics
              tags: [Operations]
              summary: Figures for Prometheus
              x-since: "0.1"
              x-curl: |
                curl -s http://127.0.0.1:8080/metrics
              security: []
              responses:
                "200":
                  description: Text exposition format 0.0.4. No figure is about a person.
                  headers:
                    X-Request-Id: { $ref: "#/components/headers/RequestID" }
                  content:
                    text/plain:
                      schema: { type: string }
                "421": { $ref: "#/components/responses/Misdirected" }

          /v1/privacy/settings:
            get:
              operationId: listSettings
              tags: [Privacy]
              summary: Settings of a person
              description: |
                What the caller may see of them, by when each began: one's own and one's person's; others only where something that it names is shown to
                them. `docs/api/privacy.md` has the rules. More than `count` have a `Link` with `rel="next"`.
              x-since: "0.5"
              x-curl: |
                curl -s -H "Authorization: Bearer $TOKEN" -H 'person-id: 20874600076' -H 'access-basis: UNNTAK' http://127.0.0.1:8080/v1/privacy/settings
              security:
                - bearer: [svar/read]
                - bearer: [svar/citizen]
                - bearer: [svar/guidance]
                - dpop: [svar/read]
                - dpop: [svar/citizen]
                - dpop: [svar/guidance]
              parameters:
                - { $ref: "#/components/parameters/personID" }
                - { $ref: "#/components/parameters/settingHistory" }
                - { $ref: "#/components/parameters/settingWish" }
                - { $ref: "#/components/parameters/settingCount" }
                - { $ref: "#/components/parameters/settingAfter" }
                - { $ref: "#/components/parameters/accessBasis" }
                - { $ref: "#/components/parameters/hprRole" }
                - { $ref: "#/components/parameters/requestID" }
              responses:
                "200": { $ref: "#/components/responses/Settings" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "410": { $ref: "#/components/responses/Gone" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }
            post:
              operationId: setSetting
              tags: [Privacy]
              summary: Set one
              description: |
                Sets a setting, or with `request` asks for a denial that others must accept. What the caller has set already, to the letter, is
                answered with 200 and not set again: send again what got no answer. A report that the caller is not shown is 404. Personnel say with
                `wish` that the citizen's wish is recorded.
                
                A reservation against storage erases what is stored.
              x-since: "0.5"
              x-curl: |
                curl -si -H "Authorization: Bearer $TOKEN" -H 'person-id: 20874600076' -H 'access-basis: UNNTAK' http://127.0.0.1:8080/v1/privacy/settings \
                  -H 'Content-Type: application/json' -d '{"kind":"seal","wish":true,"why":"Asked for at the desk"}'
              security:
                - bearer: [svar/read]
                - bearer: [svar/citizen]
                - bearer: [svar/guidance]
                - dpop: [svar/read]
                - dpop: [svar/citizen]
                - dpop: [svar/guidance]
              parameters:
                - { $ref: "#/components/parameters/personID" }
                - { $ref: "#/components/parameters/accessBasis" }
                - { $ref: "#/components/parameters/hprRole" }
                - { $ref: "#/components/parameters/requestID" }
              requestBody: { $ref: "#/components/requestBodies/Setting" }
              responses:
                "200": { $ref: "#/components/responses/Setting" }
                "201": { $ref: "#/components/responses/SettingMade" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "404": { $ref: "#/components/responses/NotFound" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "408": { $ref: "#/components/responses/TooSlow" }
                "409": { $ref: "#/components/responses/Conflict" }
                "413": { $ref: "#/components/responses/TooLarge" }
                "415": { $ref: "#/components/responses/UnsupportedMediaType" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "422": { $ref: "#/components/responses/Unprocessable" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }
                "507": { $ref: "#/components/responses/StorageFull" }

          /v1/privacy/settings/{id}:
            parameters:
              - { $ref: "#/components/parameters/id" }
            get:
              operationId: readSetting
              tags: [Privacy]
              summary: One, with all that was done to it
              description: |
                Hidden and absent are 404 alike.
              x-since: "0.5"
              x-curl: |
                curl -s -H "Authorization: Bearer $TOKEN" -H 'person-id: 20874600076' -H 'access-basis: UNNTAK' http://127.0.0.1:8080/v1/privacy/settings/$ID
              security:
                - bearer: [svar/read]
                - bearer: [svar/citizen]
                - bearer: [svar/guidance]
                - dpop: [svar/read]
                - dpop: [svar/citizen]
                - dpop: [svar/guidance]
              parameters:
                - { $ref: "#/components/parameters/personID" }
                - { $ref: "#/components/parameters/settingWish" }
                - { $ref: "#/components/parameters/accessBasis" }
                - { $ref: "#/components/parameters/hprRole" }
                - { $ref: "#/components/parameters/requestID" }
              responses:
                "200": { $ref: "#/components/responses/Setting" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "404": { $ref: "#/components/responses/NotFound" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }
            put:
              operationId: changeSetting
              tags: [Privacy]
              summary: Give it other content
              description: |
                The whole content anew, of the same kind; `If-Match` keeps changes that have not been seen. What stands already is 200 and not
                changed again.
              x-since: "0.5"
              x-curl: |
                curl -si -X PUT -H "Authorization: Bearer $TOKEN" -H 'person-id: 20874600076' -H 'access-basis: UNNTAK' http://127.0.0.1:8080/v1/privacy/settings/$ID \
                  -H 'Content-Type: application/json' -d '{"kind":"seal","wish":true,"results":{"from":"2024-01-01"}}'
              security:
                - bearer: [svar/read]
                - bearer: [svar/citizen]
                - bearer: [svar/guidance]
                - dpop: [svar/read]
                - dpop: [svar/citizen]
                - dpop: [svar/guidance]
              parameters:
                - { $ref: "#/components/parameters/personID" }
                - { $ref: "#/components/parameters/ifMatch" }
                - { $ref: "#/components/parameters/accessBasis" }
                - { $ref: "#/components/parameters/hprRole" }
                - { $ref: "#/components/parameters/requestID" }
              requestBody: { $ref: "#/components/requestBodies/Setting" }
              responses:
                "200": { $ref: "#/components/responses/Setting" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "404": { $ref: "#/components/responses/NotFound" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "408": { $ref: "#/components/responses/TooSlow" }
                "409": { $ref: "#/components/responses/Conflict" }
                "412": { $ref: "#/components/responses/PreconditionFailed" }
                "413": { $ref: "#/components/responses/TooLarge" }
                "415": { $ref: "#/components/responses/UnsupportedMediaType" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "422": { $ref: "#/components/responses/Unprocessable" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }
                "507": { $ref: "#/components/responses/StorageFull" }
            delete:
              operationId: liftSetting
              tags: [Privacy]
              summary: Lift it
              description: |
                What is lifted already is 204 too. `POST …/lift` takes words to go with it.
              x-since: "0.5"
              x-curl: |
                curl -si -X DELETE -H "Authorization: Bearer $TOKEN" -H 'person-id: 20874600076' -H 'access-basis: UNNTAK' 'http://127.0.0.1:8080/v1/privacy/settings/'$ID'?wish=true'
              security:
                - bearer: [svar/read]
                - bearer: [svar/citizen]
                - bearer: [svar/guidance]
                - dpop: [svar/read]
                - dpop: [svar/citizen]
                - dpop: [svar/guidance]
              parameters:
                - { $ref: "#/components/parameters/personID" }
                - { $ref: "#/components/parameters/ifMatch" }
                - { $ref: "#/components/parameters/settingWish" }
                - { $ref: "#/components/parameters/accessBasis" }
                - { $ref: "#/components/parameters/hprRole" }
                - { $ref: "#/components/parameters/requestID" }
              responses:
                "204": { $ref: "#/components/responses/SettingLifted" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "404": { $ref: "#/components/responses/NotFound" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "409": { $ref: "#/components/responses/Conflict" }
                "412": { $ref: "#/components/responses/PreconditionFailed" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }
                "507": { $ref: "#/components/responses/StorageFull" }

          /v1/privacy/settings/{id}/accept:
            parameters:
              - { $ref: "#/components/parameters/id" }
            post:
              operationId: acceptSetting
              tags: [Privacy]
              summary: Accept what was requested
              description: |
                A denial that the citizen asked for is in force from here. Sent again it does nothing more.
              x-since: "0.5"
              x-curl: |
                curl -si -H "Authorization: Bearer $TOKEN" -H 'person-id: 20874600076' -H 'access-basis: UNNTAK' http://127.0.0.1:8080/v1/privacy/settings/$ID/accept \
                  -H 'Content-Type: application/json' -d '{"why":"The patient wishes it","wish":true}'
              security:
                - bearer: [svar/read]
                - bearer: [svar/citizen]
                - bearer: [svar/guidance]
                - dpop: [svar/read]
                - dpop: [svar/citizen]
                - dpop: [svar/guidance]
              parameters:
                - { $ref: "#/components/parameters/personID" }
                - { $ref: "#/components/parameters/ifMatch" }
                - { $ref: "#/components/parameters/accessBasis" }
                - { $ref: "#/components/parameters/hprRole" }
                - { $ref: "#/components/parameters/requestID" }
              requestBody: { $ref: "#/components/requestBodies/SettingDeed" }
              responses:
                "200": { $ref: "#/components/responses/Setting" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "404": { $ref: "#/components/responses/NotFound" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "408": { $ref: "#/components/responses/TooSlow" }
                "409": { $ref: "#/components/responses/Conflict" }
                "412": { $ref: "#/components/responses/PreconditionFailed" }
                "413": { $ref: "#/components/responses/TooLarge" }
                "415": { $ref: "#/components/responses/UnsupportedMediaType" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "422": { $ref: "#/components/responses/Unprocessable" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }
                "507": { $ref: "#/components/responses/StorageFull" }

          /v1/privacy/settings/{id}/release:
            parameters:
              - { $ref: "#/components/parameters/id" }
            post:
              operationId: releaseSetting
              tags: [Privacy]
              summary: Release a delay
              description: |
                The delay is over for what has been received. Sent again it does nothing more.
              x-since: "0.5"
              x-curl: |
                curl -si -H "Authorization: Bearer $TOKEN" -H 'person-id: 20874600076' -H 'access-basis: UNNTAK' http://127.0.0.1:8080/v1/privacy/settings/$ID/release \
                  -H 'Content-Type: application/json' -d '{"why":"The patient wishes it","wish":true}'
              security:
                - bearer: [svar/read]
                - bearer: [svar/citizen]
                - bearer: [svar/guidance]
                - dpop: [svar/read]
                - dpop: [svar/citizen]
                - dpop: [svar/guidance]
              parameters:
                - { $ref: "#/components/parameters/personID" }
                - { $ref: "#/components/parameters/ifMatch" }
                - { $ref: "#/components/parameters/accessBasis" }
                - { $ref: "#/components/parameters/hprRole" }
                - { $ref: "#/components/parameters/requestID" }
              requestBody: { $ref: "#/components/requestBodies/SettingDeed" }
              responses:
                "200": { $ref: "#/components/responses/Setting" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "404": { $ref: "#/components/responses/NotFound" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "408": { $ref: "#/components/responses/TooSlow" }
                "409": { $ref: "#/components/responses/Conflict" }
                "412": { $ref: "#/components/responses/PreconditionFailed" }
                "413": { $ref: "#/components/responses/TooLarge" }
                "415": { $ref: "#/components/responses/UnsupportedMediaType" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "422": { $ref: "#/components/responses/Unprocessable" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }
                "507": { $ref: "#/components/responses/StorageFull" }

          /v1/privacy/settings/{id}/extend:
            parameters:
              - { $ref: "#/components/parameters/id" }
            post:
              operationId: extendSetting
              tags: [Privacy]
              summary: Extend a delay or a denial
              description: |
                It lasts until another instant: a new date of release, or a review that renews. Sent again it does nothing more.
              x-since: "0.5"
              x-curl: |
                curl -si -H "Authorization: Bearer $TOKEN" -H 'person-id: 20874600076' -H 'access-basis: UNNTAK' http://127.0.0.1:8080/v1/privacy/settings/$ID/extend \
                  -H 'Content-Type: application/json' -d '{"until":"'$(date -u -d '+20 days' +%FT%TZ)'","why":"Talked with the patient"}'
              security:
                - bearer: [svar/read]
                - bearer: [svar/citizen]
                - bearer: [svar/guidance]
                - dpop: [svar/read]
                - dpop: [svar/citizen]
                - dpop: [svar/guidance]
              parameters:
                - { $ref: "#/components/parameters/personID" }
                - { $ref: "#/components/parameters/ifMatch" }
                - { $ref: "#/components/parameters/accessBasis" }
                - { $ref: "#/components/parameters/hprRole" }
                - { $ref: "#/components/parameters/requestID" }
              requestBody: { $ref: "#/components/requestBodies/SettingExtension" }
              responses:
                "200": { $ref: "#/components/responses/Setting" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "404": { $ref: "#/components/responses/NotFound" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "408": { $ref: "#/components/responses/TooSlow" }
                "409": { $ref: "#/components/responses/Conflict" }
                "412": { $ref: "#/components/responses/PreconditionFailed" }
                "413": { $ref: "#/components/responses/TooLarge" }
                "415": { $ref: "#/components/responses/UnsupportedMediaType" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "422": { $ref: "#/components/responses/Unprocessable" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }
                "507": { $ref: "#/components/responses/StorageFull" }

          /v1/privacy/settings/{id}/lift:
            parameters:
              - { $ref: "#/components/parameters/id" }
            post:
              operationId: liftSettingByPost
              tags: [Privacy]
              summary: Lift it, with words
              description: |
                As DELETE, with why. `wish` where it is done on the citizen's recorded wish: without it health personnel and the guidance service find none of the
                citizen's settings of everything. Sent again it does nothing more.
              x-since: "0.5"
              x-curl: |
                curl -si -H "Authorization: Bearer $TOKEN" -H 'person-id: 20874600076' -H 'access-basis: UNNTAK' http://127.0.0.1:8080/v1/privacy/settings/$ID/lift \
                  -H 'Content-Type: application/json' -d '{"why":"The patient wishes it","wish":true}'
              security:
                - bearer: [svar/read]
                - bearer: [svar/citizen]
                - bearer: [svar/guidance]
                - dpop: [svar/read]
                - dpop: [svar/citizen]
                - dpop: [svar/guidance]
              parameters:
                - { $ref: "#/components/parameters/personID" }
                - { $ref: "#/components/parameters/ifMatch" }
                - { $ref: "#/components/parameters/accessBasis" }
                - { $ref: "#/components/parameters/hprRole" }
                - { $ref: "#/components/parameters/requestID" }
              requestBody: { $ref: "#/components/requestBodies/SettingDeed" }
              responses:
                "200": { $ref: "#/components/responses/Setting" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "404": { $ref: "#/components/responses/NotFound" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "408": { $ref: "#/components/responses/TooSlow" }
                "409": { $ref: "#/components/responses/Conflict" }
                "412": { $ref: "#/components/responses/PreconditionFailed" }
                "413": { $ref: "#/components/responses/TooLarge" }
                "415": { $ref: "#/components/responses/UnsupportedMediaType" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "422": { $ref: "#/components/responses/Unprocessable" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }
                "507": { $ref: "#/components/responses/StorageFull" }

          /v1/privacy/presets:
            get:
              operationId: listPresets
              tags: [Privacy]
              summary: What was chosen for orders
              description: |
                Of the caller's organisation, for orders of this person, not lapsed.
              x-since: "0.5"
              x-curl: |
                curl -s -H "Authorization: Bearer $TOKEN" -H 'person-id: 20874600076' -H 'access-basis: UNNTAK' http://127.0.0.1:8080/v1/privacy/presets
              security:
                - bearer: [svar/read]
                - dpop: [svar/read]
              parameters:
                - { $ref: "#/components/parameters/personID" }
                - { $ref: "#/components/parameters/accessBasis" }
                - { $ref: "#/components/parameters/hprRole" }
                - { $ref: "#/components/parameters/requestID" }
              responses:
                "200": { $ref: "#/components/responses/Presets" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }
            put:
              operationId: setPreset
              tags: [Privacy]
              summary: Choose for an order beforehand
              description: |
                Before any result exists: what the sample is for, that its results are not stored, a delay, a denial. Found again by organisation,
                order id and person; an order id that is empty, zero or NULL is refused. Lapses after twelve months.
              x-since: "0.5"
              x-curl: |
                curl -si -X PUT -H "Authorization: Bearer $TOKEN" -H 'person-id: 20874600076' -H 'access-basis: UNNTAK' http://127.0.0.1:8080/v1/privacy/presets \
                  -H 'Content-Type: application/json' -d '{"order":"EX-2026-17","delay":{"days":10}}'
              security:
                - bearer: [svar/read]
                - dpop: [svar/read]
              parameters:
                - { $ref: "#/components/parameters/personID" }
                - { $ref: "#/components/parameters/accessBasis" }
                - { $ref: "#/components/parameters/hprRole" }
                - { $ref: "#/components/parameters/requestID" }
              requestBody: { $ref: "#/components/requestBodies/Preset" }
              responses:
                "200": { $ref: "#/components/responses/Preset" }
                "201": { $ref: "#/components/responses/PresetMade" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "408": { $ref: "#/components/responses/TooSlow" }
                "409": { $ref: "#/components/responses/Conflict" }
                "413": { $ref: "#/components/responses/TooLarge" }
                "415": { $ref: "#/components/responses/UnsupportedMediaType" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "422": { $ref: "#/components/responses/Unprocessable" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }
                "507": { $ref: "#/components/responses/StorageFull" }
            delete:
              operationId: liftPreset
              tags: [Privacy]
              summary: Take it back
              description: |
                For results that come from now on.
              x-since: "0.5"
              x-curl: |
                curl -si -X DELETE -H "Authorization: Bearer $TOKEN" -H 'person-id: 20874600076' -H 'access-basis: UNNTAK' 'http://127.0.0.1:8080/v1/privacy/presets?order=EX-2026-17'
              security:
                - bearer: [svar/read]
                - dpop: [svar/read]
              parameters:
                - { $ref: "#/components/parameters/personID" }
                - { $ref: "#/components/parameters/presetOrder" }
                - { $ref: "#/components/parameters/presetOrganisation" }
                - { $ref: "#/components/parameters/accessBasis" }
                - { $ref: "#/components/parameters/hprRole" }
                - { $ref: "#/components/parameters/requestID" }
              responses:
                "204": { $ref: "#/components/responses/SettingLifted" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "404": { $ref: "#/components/responses/NotFound" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "422": { $ref: "#/components/responses/Unprocessable" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }
                "507": { $ref: "#/components/responses/StorageFull" }

          /v1/fhir/Consent:
            get:
              operationId: searchConsents
              tags: [Privacy]
              summary: Settings as Consents
              description: |
                The settings that the caller may see, ended ones too, by when each began. Rendered, never stored: Consents are set by
                `POST /v1/privacy/settings`.
              x-since: "0.5"
              x-curl: |
                curl -s -H "Authorization: Bearer $TOKEN" -H 'person-id: 20874600076' -H 'access-basis: UNNTAK' 'http://127.0.0.1:8080/v1/fhir/Consent?status=active'
              security:
                - bearer: [svar/read]
                - bearer: [svar/citizen]
                - bearer: [svar/guidance]
                - dpop: [svar/read]
                - dpop: [svar/citizen]
                - dpop: [svar/guidance]
              parameters:
                - { $ref: "#/components/parameters/personID" }
                - { $ref: "#/components/parameters/handling" }
                - { $ref: "#/components/parameters/consentID" }
                - { $ref: "#/components/parameters/consentCategory" }
                - { $ref: "#/components/parameters/consentPatient" }
                - { $ref: "#/components/parameters/consentScope" }
                - { $ref: "#/components/parameters/consentStatus" }
                - { $ref: "#/components/parameters/count" }
                - { $ref: "#/components/parameters/consentSummary" }
                - { $ref: "#/components/parameters/consentAfter" }
                - { $ref: "#/components/parameters/format" }
                - { $ref: "#/components/parameters/pretty" }
                - { $ref: "#/components/parameters/accessBasis" }
                - { $ref: "#/components/parameters/hprRole" }
                - { $ref: "#/components/parameters/requestID" }
              responses:
                "200": { $ref: "#/components/responses/Consents" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "410": { $ref: "#/components/responses/Gone" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }

          /v1/fhir/Consent/_search:
            post:
              operationId: searchConsentsByPost
              tags: [Privacy]
              summary: The same, by POST
              description: |
                With the person in the form.
              x-since: "0.5"
              x-curl: |
                curl -s -H "Authorization: Bearer $TOKEN" http://127.0.0.1:8080/v1/fhir/Consent/_search -d status=active \
                  -d person-id=20874600076 -d access-basis=UNNTAK
              security:
                - bearer: [svar/read]
                - bearer: [svar/citizen]
                - bearer: [svar/guidance]
                - dpop: [svar/read]
                - dpop: [svar/citizen]
                - dpop: [svar/guidance]
              parameters:
                - { $ref: "#/components/parameters/personID" }
                - { $ref: "#/components/parameters/handling" }
                - { $ref: "#/components/parameters/consentID" }
                - { $ref: "#/components/parameters/consentCategory" }
                - { $ref: "#/components/parameters/consentPatient" }
                - { $ref: "#/components/parameters/consentScope" }
                - { $ref: "#/components/parameters/consentStatus" }
                - { $ref: "#/components/parameters/count" }
                - { $ref: "#/components/parameters/consentSummary" }
                - { $ref: "#/components/parameters/consentAfter" }
                - { $ref: "#/components/parameters/format" }
                - { $ref: "#/components/parameters/pretty" }
                - { $ref: "#/components/parameters/accessBasis" }
                - { $ref: "#/components/parameters/hprRole" }
                - { $ref: "#/components/parameters/requestID" }
              requestBody: { $ref: "#/components/requestBodies/ConsentForm" }
              responses:
                "200": { $ref: "#/components/responses/Consents" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "408": { $ref: "#/components/responses/TooSlow" }
                "410": { $ref: "#/components/responses/Gone" }
                "413": { $ref: "#/components/responses/TooLarge" }
                "415": { $ref: "#/components/responses/UnsupportedMediaType" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }

          /v1/fhir/Consent/{id}:
            parameters:
              - { $ref: "#/components/parameters/id" }
            get:
              operationId: readConsent
              tags: [Privacy]
              summary: One setting as a Consent
              description: |
                Hidden and absent are 404 alike.
              x-since: "0.5"
              x-curl: |
                curl -s -H "Authorization: Bearer $TOKEN" -H 'person-id: 20874600076' -H 'access-basis: UNNTAK' http://127.0.0.1:8080/v1/fhir/Consent/$ID
              security:
                - bearer: [svar/read]
                - bearer: [svar/citizen]
                - bearer: [svar/guidance]
                - dpop: [svar/read]
                - dpop: [svar/citizen]
                - dpop: [svar/guidance]
              parameters:
                - { $ref: "#/components/parameters/personID" }
                - { $ref: "#/components/parameters/format" }
                - { $ref: "#/components/parameters/pretty" }
                - { $ref: "#/components/parameters/accessBasis" }
                - { $ref: "#/components/parameters/hprRole" }
                - { $ref: "#/components/parameters/requestID" }
              responses:
                "200": { $ref: "#/components/responses/Consent" }
                "400": { $ref: "#/components/responses/BadRequest" }
                "401": { $ref: "#/components/responses/Unauthorized" }
                "403": { $ref: "#/components/responses/Forbidden" }
                "404": { $ref: "#/components/responses/NotFound" }
                "405": { $ref: "#/components/responses/MethodNotAllowed" }
                "406": { $ref: "#/components/responses/NotAcceptable" }
                "421": { $ref: "#/components/responses/Misdirected" }
                "500": { $ref: "#/components/responses/ServerError" }
                "503": { $ref: "#/components/responses/Unavailable" }

        components:
          securitySchemes:
            dpop:
              type: http
              scheme: DPoP
              description: |
                A token that is bound to a key of the client's (`cnf.jkt`), and with each request a proof in the field `DPoP`: a JWT of type
                `dpop+jwt`, signed with that key, that says `jti`, `htm`, `htu`, `iat` and `ath` (RFC 9449). A proof is taken once, within
                ten seconds. The national read API's shape takes these only; a server for development makes an exception for the bearer
                tokens of `svar token`, so that the lines on this page work.
            bearer:
              type: http
              scheme: bearer
              bearerFormat: JWT
              description: |
                A JWT signed with ES256, RS256 or PS256 by an issuer the server knows, with this server as audience. `scope` holds one of:

                - `svar/produce`: a laboratory or imaging department: submits, and reads back its own.
                - `svar/read`: health personnel, reading about one person at a time.
                - `svar/citizen`: a citizen, reading about themselves, or as parent, guardian or proxy about another.
                - `svar/replica`: a journal system that keeps a replica.
                - `svar/operate`: runs the service; never reads content.
                - `svar/export`: system export with an approved purpose.
                - `svar/guidance`: the guidance service: privacy settings on the citizen's wish, never results.
                - `svar/audit`: controls how access was decided; never results.
                - `nhn:pps/provesvar-read`: as `svar/read`, in the national shape.

                `svar token` makes one for each with the development key; `svar demo` prints the directory to name. The lines to copy on
                this page use these two:

                `TOKEN=$(svar token --data DIRECTORY --role personnel --organisation 310000001 --hpr 9144889)`

                `PRODUCER=$(svar token --data DIRECTORY --role producer --organisation 999099000)`

                those of citizens and auditors `CITIZEN=$(svar token --data DIRECTORY --role citizen --person 20874600076)` and
                `AUDITOR=$(svar token --data DIRECTORY --role auditor)`, with a report's id in `REPORT`,

                and those of replicas `REPLICA=$(svar token --data DIRECTORY --role replica --organisation 310000001)`, with the replica's
                id in `ID`.

                A sandbox (`svar demo --sandbox`) takes every caller without a token.

          parameters:
            settingHistory:
              name: history
              in: query
              description: "Ended ones too, and with all that was done to each."
              schema: { type: boolean }
            settingWish:
              name: wish
              in: query
              description: "Personnel and guidance act on the citizen's recorded wish."
              schema: { type: boolean }
            settingCount:
              name: count
              in: query
              description: "Most of one page."
              schema: { type: integer, minimum: 1, maximum: 1000, default: 500 }
            settingAfter:
              name: after
              in: query
              description: "The id that the page before ended with, as the `Link` says it."
              schema: { $ref: "#/components/schemas/ID" }
            presetOrder:
              name: order
              in: query
              required: true
              description: "The requester's order id (ServReq.Id)."
              schema: { type: string, minLength: 1, maxLength: 100 }
              example: EX-2026-17
            presetOrganisation:
              name: organisation
              in: query
              description: "Whose order it is, when the caller acts for several."
              schema: { type: string }
            consentID:
              name: _id
              in: query
              description: "Its id; several with commas."
              schema: { type: string }
            consentCategory:
              name: category
              in: query
              description: "The kind of setting, such as `seal`."
              schema: { type: string }
            consentPatient:
              name: patient
              in: query
              description: "Whom it is about, `Patient/[id]`; else `person-id` says it."
              schema: { type: string }
            consentScope:
              name: scope
              in: query
              description: "`patient-privacy`, as all have."
              schema: { type: string }
            consentStatus:
              name: status
              in: query
              description: "`proposed`, `active` or `inactive`."
              schema: { type: string }
              example: active
            consentSummary:
              name: _summary
              in: query
              description: "`count` gives the number alone."
              schema: { type: string, enum: [count, "false"] }
            consentAfter:
              name: _after
              in: query
              description: "Where the page before ended, as its `next` link says it."
              schema: { $ref: "#/components/schemas/ID" }
            type:
              name: type
              in: path
              required: true
              description: A resource type this server hosts.
              schema: { $ref: "#/components/schemas/HostedType" }
              example: Observation
            id:
              name: id
              in: path
              required: true
              description: The logical id. Random, never an identity number.
              schema: { $ref: "#/components/schemas/ID" }
              example: vjv3gyvcdxf5biye52h3vi7l7
            vid:
              name: vid
              in: path
              required: true
              description: The version id, as in `meta.versionId` and `ETag`. Versions have no order by it.
              schema: { $ref: "#/components/schemas/ID" }
              example: 4y7fgakamizz5hjx
            personID:
              name: person-id
              in: header
              description: |
                The one person this call is about: the eleven digits of a national identity number, D-number or shared help number.
                Needed by personnel unless the search names the person; a citizen's default is themselves, and they may name another for
                whom they hold a mandate.
              schema: { type: string, pattern: "^[0-9]{11}$" }
              example: "20874600076"
            nationalPersonID:
              name: person-id
              in: header
              description: National identity number or D-number of the patient.
              schema: { type: string, pattern: "^[0-9]{11}$" }
              example: "20874600076"
            hprRole:
              name: requester-hpr-role
              in: header
              description: |
                The category of health personnel that the requester asks in, a code of Volven 9060: one that the token has and that treats
                people. Without it the token must have such a one.
              schema: { type: string, pattern: "^[0-9A-Z]{2,4}$" }
              example: LE
            accessBasis:
              name: access-basis
              in: header
              description: |
                The ground for access, which health personnel must give; `docs/api/callers.md` says what each needs. Written to the log of
                use, and shown to the citizen.
              schema:
                type: string
                enum: [UNNTAK, SAMTYKKE, AKUTT, FORHOYET_SAMTYKKE, FORHOYET_AKUTT]
            userToken:
              name: Svar-User-Token
              in: header
              description: |
                The access token (`svar/read`) of the professional who is responsible, of the replica's organisation: needed where persons in
                care are put into a scope, together with `access-basis` on an ordinary basis. One that is bound to a key is taken when the
                request's proof is made with that key.
              schema: { type: string, pattern: "^[A-Za-z0-9_.-]+$" }
            requestID:
              name: X-Request-Id
              in: header
              description: |
                Your name for this call: up to 64 letters, digits, `-`, `_` and `.`; echoed. One that is missing or looks otherwise is
                replaced by one of the server's own.
              schema: { type: string }
            handling:
              name: Prefer
              in: header
              description: "`handling=lenient` leaves out parameters that are not understood; the default is `strict`: 400."
              schema: { type: string, enum: [handling=strict, handling=lenient] }
            returnPreference:
              name: Prefer
              in: header
              description: What the body of the answer holds. A write gives the resource, a Bundle `minimal`, when nothing is preferred.
              schema: { type: string, enum: [return=minimal, return=representation, return=OperationOutcome] }
            ifMatch:
              name: If-Match
              in: header
              description: Only if this is the current version, else 412. `If-Unmodified-Since` in its place is 400.
              schema: { type: string, pattern: '^(W/)?"[A-Za-z0-9.-]{1,64}"$' }
            ifNoneMatch:
              name: If-None-Match
              in: header
              description: 304 if this is the current version.
              schema: { type: string, pattern: '^(W/)?"[A-Za-z0-9.-]{1,64}"$' }
            ifModifiedSince:
              name: If-Modified-Since
              in: header
              description: 304 if nothing was written since. Not looked at beside `If-None-Match`.
              schema: { type: string }
              example: Sat, 14 Mar 2026 10:41:00 GMT
            onlyNew:
              name: If-None-Match
              in: header
              description: "`*`: only if there is none yet, else 412."
              schema: { type: string, enum: ["*"] }
            ifNoneExist:
              name: If-None-Exist
              in: header
              description: A search, without `?`. It looks among the caller's own submissions and the directory.
              schema: { type: string, minLength: 1 }
              example: identifier=urn:oid:2.999.1|A-1
            once:
              name: X-Svar-Once
              in: header
              description: "`true`: the same bytes from the same sender are carried out once; a repeat says `duplicate` and changes nothing."
              schema: { type: string, enum: ["true", "false"] }
            format:
              name: _format
              in: query
              description: The label of the answer; wins over `Accept`.
              schema: { type: string, enum: [json, application/json, application/fhir+json] }
            pretty:
              name: _pretty
              in: query
              description: "`true` indents the answer for people. Numbers keep their digits."
              schema: { type: boolean }
            searchID:
              name: _id
              in: query
              description: Logical ids, comma-separated.
              schema: { type: string, minLength: 1 }
            lastUpdated:
              name: _lastUpdated
              in: query
              description: When the server wrote it; prefixes as for `date`.
              schema: { $ref: "#/components/schemas/DateCriterion" }
            tag:
              name: _tag
              in: query
              description: A tag of `meta`; Observations are tagged with their NLK (NPU) code.
              schema: { $ref: "#/components/schemas/TokenCriterion" }
            profile:
              name: _profile
              in: query
              description: A profile that `meta` claims.
              schema: { type: string, minLength: 1 }
            security:
              name: _security
              in: query
              description: A security label of `meta`.
              schema: { $ref: "#/components/schemas/TokenCriterion" }
            source:
              name: _source
              in: query
              description: "`meta.source`."
              schema: { type: string, minLength: 1 }
            patient:
              name: patient
              in: query
              description: |
                `Patient/[id]` or the id. Finds literal and logical references alike. By identity number only in a form:
                `patient:identifier=urn:oid:2.16.578.1.12.4.1.4.1|…`.
              schema: { type: string, minLength: 1 }
            identifier:
              name: identifier
              in: query
              description: "`system|value`, `value`, `|value` or `system|`."
              schema: { $ref: "#/components/schemas/TokenCriterion" }
            code:
              name: code
              in: query
              description: What was examined, such as `NPU03230` or `urn:oid:2.16.578.1.12.4.1.1.7280|NPU03230`.
              schema: { $ref: "#/components/schemas/TokenCriterion" }
            category:
              name: category
              in: query
              description: Discipline, such as `CLIN` or `laboratory`.
              schema: { $ref: "#/components/schemas/TokenCriterion" }
            date:
              name: date
              in: query
              description: |
                When the specimen was taken or the examination made. Prefixes `eq ne lt gt le ge sa eb ap`; the precision counts:
                `date=2026-03` is the whole month. Without a zone it is Europe/Oslo.
              schema: { $ref: "#/components/schemas/DateCriterion" }
            status:
              name: status
              in: query
              description: Status of the resource, such as `final,amended,corrected`.
              schema: { $ref: "#/components/schemas/TokenCriterion" }
            valueQuantity:
              name: value-quantity
              in: query
              description: "Observation: `[prefix]number|system|code` or `[prefix]number||unit`, such as `gt5.0||mmol/L`."
              schema: { type: string, pattern: '^(eq|ne|lt|gt|le|ge|sa|eb|ap)?-?[0-9]+(\.[0-9]+)?(\|[^|]*\|[^|]*)?$' }
            typesWanted:
              name: _type
              in: query
              description: Types, comma-separated.
              schema:
                type: array
                items: { $ref: "#/components/schemas/HostedType" }
                minItems: 1
              style: form
              explode: false
            include:
              name: _include
              in: query
              description: |
                Also what the matches refer to: `DiagnosticReport:result`, `*`, or `Type:parameter:target`; `_include:iterate` goes on from
                there, up to 3 steps. Members of members come along.
              schema: { type: string, minLength: 1 }
              example: DiagnosticReport:result
            revinclude:
              name: _revinclude
              in: query
              description: Also what refers to the matches, such as `Provenance:target`.
              schema: { type: string, minLength: 1 }
            sort:
              name: _sort
              in: query
              description: Parameters, comma-separated, `-` for descending, such as `-date,code`.
              schema: { type: string, minLength: 1 }
              example: -date
            count:
              name: _count
              in: query
              description: Matches a page; at most 1 000 are given. 0 gives the number of matches only.
              schema: { type: integer, minimum: 0, default: 50 }
            total:
              name: _total
              in: query
              description: "`accurate`: the first page tells how many match. The default is `none`."
              schema: { type: string, enum: [none, accurate] }
            summary:
              name: _summary
              in: query
              description: "`true`: summary elements; `text`, `data`; `count`: the number only."
              schema: { type: string, enum: ["true", "false", text, data, count] }
            elements:
              name: _elements
              in: query
              description: Top-level elements to keep, comma-separated, beside the mandatory ones.
              schema: { type: string, pattern: "^[A-Za-z]+(,[A-Za-z]+)*$" }
              example: status,code,valueQuantity
            page:
              name: _page
              in: query
              description: The token of a `next` or `previous` link; sent alone. Lives one hour, then 410.
              schema: { type: string, maxLength: 200, pattern: "^[A-Za-z0-9_-]+$" }
            since:
              name: _since
              in: query
              description: Only versions written at or after this instant.
              schema: { type: string, format: date-time }
              example: "2026-03-14T00:00:00+01:00"
            at:
              name: _at
              in: query
              description: Only versions that were current at some time in this date or period; prefixes as for `date`.
              schema: { $ref: "#/components/schemas/DateCriterion" }
            start:
              name: start
              in: query
              description: Care from this date on.
              schema: { type: string, format: date }
            end:
              name: end
              in: query
              description: Care until this date.
              schema: { type: string, format: date }

            replica:
              name: id
              in: path
              required: true
              description: The replica, as enrolment named it.
              schema: { $ref: "#/components/schemas/ID" }
              example: ndisur2ev4ypfywmezjyjqvps
            syncToken:
              name: token
              in: query
              description: Of the last `end` or `page` line, or of a manifest. Sealed; of this replica and client only; may be used again.
              schema: { $ref: "#/components/schemas/SyncToken" }
            syncTokenNeeded:
              name: token
              in: query
              required: true
              description: What changes are waited for since.
              schema: { $ref: "#/components/schemas/SyncToken" }
          headers:
            SettingLocation:
              description: The address of the setting.
              schema: { type: string }
            SettingNext:
              description: The next page, with `rel="next"` (RFC 8288).
              schema: { type: string }
            SyncToken:
              description: A token to go on with. With 204 only when the one sent grows old.
              schema: { $ref: "#/components/schemas/SyncToken" }
            SyncProfessionals:
              description: |
                Version of the list of who may read the replica. Is it not the one that the replica has, it keeps nothing of the answer and asks for
                its facts first.
              schema: { type: string, pattern: "^[0-9]+$" }
            SyncCount:
              description: Units of all persons together.
              schema: { type: string, pattern: "^[0-9]+$" }
            SyncDigest:
              description: The sum of all persons together.
              schema: { type: string, pattern: "^[A-Za-z0-9_-]{43}$" }
            SyncStamp:
              description: The replica's last change before the manifest, `[milliseconds,number]`. A `reconcile` with its token is `to` there.
              schema: { type: string, pattern: "^\\[[0-9]+,-?[0-9]+\\]$" }
            ReplicaLocation:
              description: The address of the replica.
              schema: { type: string }
            RequestID:
              description: What you sent, or the server's own name for this call. It finds the line in log and log of use.
              schema: { type: string, pattern: "^[A-Za-z0-9._-]{1,64}$" }
            ETag:
              description: '`W/"versionId"`; of a scope its version, of a manifest a hash.'
              schema: { type: string, pattern: '^W/"[A-Za-z0-9._-]{1,64}"$' }
            LastModified:
              description: When this version was written.
              schema: { type: string }
            Location:
              description: The address of the version that was written.
              schema: { type: string }
            Authenticate:
              description: How to authenticate, and what is wrong with the token or its proof (RFC 6750, RFC 9449); a field for each scheme.
              schema: { type: string }
            ProofNonce:
              description: What the next DPoP proof must hold as nonce, where the server asks for one.
              schema: { type: string }
            Allow:
              description: The methods this address has.
              schema: { type: string }
            RetryAfter:
              description: Seconds to wait.
              schema: { type: string }

          requestBodies:
            Resource:
              required: true
              description: One resource of the type of the address.
              content:
                application/fhir+json:
                  schema: { $ref: "#/components/schemas/Resource" }
                  examples:
                    observation: { $ref: "#/components/examples/ObservationToWrite" }
            SearchForm:
              required: false
              content:
                application/x-www-form-urlencoded:
                  schema: { $ref: "#/components/schemas/SearchForm" }
                  examples:
                    potassium: { $ref: "#/components/examples/SearchForm" }
            NationalForm:
              required: false
              content:
                application/x-www-form-urlencoded:
                  schema: { $ref: "#/components/schemas/NationalForm" }
                  examples:
                    newest: { $ref: "#/components/examples/NationalForm" }
            EverythingForm:
              required: false
              content:
                application/x-www-form-urlencoded:
                  schema: { $ref: "#/components/schemas/EverythingForm" }
            AuditEventForm:
              required: false
              content:
                application/x-www-form-urlencoded:
                  schema: { $ref: "#/components/schemas/AuditEventForm" }
            ExplainForm:
              required: true
              content:
                application/x-www-form-urlencoded:
                  schema: { $ref: "#/components/schemas/ExplainForm" }
                application/fhir+json:
                  schema: { $ref: "#/components/schemas/Parameters" }
            LastnForm:
              required: false
              content:
                application/x-www-form-urlencoded:
                  schema: { $ref: "#/components/schemas/LastnForm" }
            SystemSearchForm:
              required: false
              content:
                application/x-www-form-urlencoded:
                  schema: { $ref: "#/components/schemas/SystemSearchForm" }
                  examples:
                    both: { $ref: "#/components/examples/SystemSearchForm" }
            Setting:
              required: true
              description: What it is to be; at most 16 KiB.
              content:
                application/json:
                  schema: { $ref: "#/components/schemas/SettingToSet" }
                  examples:
                    sealtoset: { $ref: "#/components/examples/SealToSet" }
                    denialtoset: { $ref: "#/components/examples/DenialToSet" }
            SettingDeed:
              required: false
              description: Words that go with it, if any.
              content:
                application/json:
                  schema: { $ref: "#/components/schemas/SettingDeed" }
                  examples:
                    settingdeed: { $ref: "#/components/examples/SettingDeed" }
            SettingExtension:
              required: true
              description: Until when, and words that go with it.
              content:
                application/json:
                  schema: { $ref: "#/components/schemas/SettingExtension" }
                  examples:
                    settingextension: { $ref: "#/components/examples/SettingExtension" }
            Preset:
              required: true
              description: What is chosen for an order.
              content:
                application/json:
                  schema: { $ref: "#/components/schemas/PresetToSet" }
                  examples:
                    presettoset: { $ref: "#/components/examples/PresetToSet" }
            ConsentForm:
              required: false
              description: The parameters of the search, with `person-id` and `access-basis`.
              content:
                application/x-www-form-urlencoded:
                  schema:
                    type: object
                    properties:
                      person-id: { type: string, pattern: "^[0-9]{11}$" }
                      access-basis: { type: string, enum: [UNNTAK, SAMTYKKE, AKUTT, FORHOYET_SAMTYKKE, FORHOYET_AKUTT] }
                      status: { type: string }
                      category: { type: string }
                    additionalProperties: { type: string }
                  examples:
                    active: { value: { person-id: "20874600076", status: active } }

          responses:
            Resource:
              description: The resource.
              headers:
                ETag: { $ref: "#/components/headers/ETag" }
                Last-Modified: { $ref: "#/components/headers/LastModified" }
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
              content:
                application/fhir+json:
                  schema: { $ref: "#/components/schemas/Resource" }
                  examples:
                    observation: { $ref: "#/components/examples/Observation" }
                application/json:
                  schema: { $ref: "#/components/schemas/Resource" }
            Created:
              description: Stored. The body is the resource, nothing, or an OperationOutcome, as `Prefer` says.
              headers:
                Location: { $ref: "#/components/headers/Location" }
                ETag: { $ref: "#/components/headers/ETag" }
                Last-Modified: { $ref: "#/components/headers/LastModified" }
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
              content:
                application/fhir+json:
                  schema: { $ref: "#/components/schemas/Resource" }
                  examples:
                    observation: { $ref: "#/components/examples/Observation" }
                application/json:
                  schema: { $ref: "#/components/schemas/Resource" }
            Existing:
              description: One match was there already; nothing was stored. `Location` names it.
              headers:
                Location: { $ref: "#/components/headers/Location" }
                ETag: { $ref: "#/components/headers/ETag" }
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
              content:
                application/fhir+json:
                  schema: { $ref: "#/components/schemas/Resource" }
                application/json:
                  schema: { $ref: "#/components/schemas/Resource" }
            Updated:
              description: A new version, or the current one when the body equals it.
              headers:
                Location: { $ref: "#/components/headers/Location" }
                ETag: { $ref: "#/components/headers/ETag" }
                Last-Modified: { $ref: "#/components/headers/LastModified" }
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
              content:
                application/fhir+json:
                  schema: { $ref: "#/components/schemas/Resource" }
                  examples:
                    observation: { $ref: "#/components/examples/Observation" }
                application/json:
                  schema: { $ref: "#/components/schemas/Resource" }
            NotStored:
              description: Accepted, not stored (reservation). Do not send it again.
              headers:
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
              content:
                application/fhir+json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
                application/json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
            Deleted:
              description: Deleted, now or before.
              headers:
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
            NotModified:
              description: The version you have is the current one.
              headers:
                ETag: { $ref: "#/components/headers/ETag" }
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
            Searchset:
              description: A page of matches, with what was included (`search.mode`).
              headers:
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
              content:
                application/fhir+json:
                  schema: { $ref: "#/components/schemas/Searchset" }
                  examples:
                    page: { $ref: "#/components/examples/Searchset" }
                application/json:
                  schema: { $ref: "#/components/schemas/Searchset" }
            AuditEvents:
              description: A page of rows.
              headers:
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
              content:
                application/fhir+json:
                  schema: { $ref: "#/components/schemas/Searchset" }
                application/json:
                  schema: { $ref: "#/components/schemas/Searchset" }
            Explanation:
              description: The explanation.
              headers:
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
              content:
                application/fhir+json:
                  schema: { $ref: "#/components/schemas/Parameters" }
                  examples:
                    sealed: { $ref: "#/components/examples/Explanation" }
                application/json:
                  schema: { $ref: "#/components/schemas/Parameters" }
            NationalSearchset:
              description: A page of matches; or a Bundle whose only entry says that there is nothing.
              headers:
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
              content:
                application/fhir+json:
                  schema: { $ref: "#/components/schemas/Searchset" }
                  examples:
                    page: { $ref: "#/components/examples/Searchset" }
                    nothing: { $ref: "#/components/examples/NothingFound" }
                application/json:
                  schema: { $ref: "#/components/schemas/Searchset" }
            History:
              description: A page of versions, newest first.
              headers:
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
              content:
                application/fhir+json:
                  schema: { $ref: "#/components/schemas/History" }
                  examples:
                    twoVersions: { $ref: "#/components/examples/History" }
                application/json:
                  schema: { $ref: "#/components/schemas/History" }
            BundleResponse:
              description: An entry for each entry sent, in its order; for a repeat under `X-Svar-Once` an OperationOutcome.
              headers:
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
              content:
                application/fhir+json:
                  schema: { $ref: "#/components/schemas/BundleAnswer" }
                  examples:
                    transaction: { $ref: "#/components/examples/TransactionResponse" }
                application/json:
                  schema: { $ref: "#/components/schemas/BundleAnswer" }
            Capabilities:
              description: The CapabilityStatement.
              headers:
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
              content:
                application/fhir+json:
                  schema: { $ref: "#/components/schemas/CapabilityStatement" }
                application/json:
                  schema: { $ref: "#/components/schemas/CapabilityStatement" }
            Health:
              description: All is well.
              headers:
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
              content:
                application/json:
                  schema:
                    type: object
                    required: [status]
                    properties:
                      status: { type: string, enum: [live, ready] }
                  example: { status: ready }
            MessageRefused:
              description: Nothing was taken; the receipt says why. `422` is refused by a rule, `400` is no svarrapport, `413` is too large.
              headers:
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
              content:
                application/json:
                  schema: { $ref: "#/components/schemas/Receipt" }
                  examples:
                    refused: { $ref: "#/components/examples/ReceiptRefused" }
                application/xml:
                  schema: { $ref: "#/components/schemas/ApplicationReceipt" }
                application/fhir+json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
            Lines:
              description: Lines of JSON, told apart by `t`.
              headers:
                svar-professionals: { $ref: "#/components/headers/SyncProfessionals" }
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
              content:
                application/vnd.svar.delta+ndjson:
                  schema: { type: string, description: "One `SyncLine` and a line feed, again and again." }
                  examples:
                    round: { $ref: "#/components/examples/Lines" }
            Scope:
              description: The scope; `ETag` is its version.
              headers:
                ETag: { $ref: "#/components/headers/ETag" }
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
              content:
                application/json:
                  schema: { $ref: "#/components/schemas/Scope" }
                  examples:
                    one: { $ref: "#/components/examples/Scope" }
            ScopeSet:
              description: The lines that were set, in their order; `ETag` is the scope's version.
              headers:
                ETag: { $ref: "#/components/headers/ETag" }
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
              content:
                application/json:
                  schema: { $ref: "#/components/schemas/ScopeSet" }
                  examples:
                    one: { $ref: "#/components/examples/ScopeSet" }
            SyncBad:
              description: Not understood; or the token is none of this server (`token-malformed`).
              headers:
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
              content:
                application/fhir+json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
                  examples:
                    tokenMalformed: { $ref: "#/components/examples/TokenMalformed" }
                application/json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
            SyncForbidden:
              description: The role may not do this; or `token-not-yours`, `replica-revoked`, `list-not-approved`, `user-token-missing`, `user-token-refused`.
              headers:
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
              content:
                application/fhir+json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
                  examples:
                    replicaRevoked: { $ref: "#/components/examples/ReplicaRevoked" }
                    tokenNotYours: { $ref: "#/components/examples/TokenNotYours" }
                    roleForbidden: { $ref: "#/components/examples/RoleForbidden" }
                application/json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
            SyncUnknown:
              description: No such replica of this client and organisation (`replica-unknown`).
              headers:
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
              content:
                application/fhir+json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
                  examples:
                    replicaUnknown: { $ref: "#/components/examples/ReplicaUnknown" }
                application/json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
            SyncGone:
              description: "The token leads nowhere any more (`token-expired`, `epoch-changed`, `scope-reset`): reconcile."
              headers:
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
              content:
                application/fhir+json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
                  examples:
                    syncTokenExpired: { $ref: "#/components/examples/SyncTokenExpired" }
                    epochChanged: { $ref: "#/components/examples/EpochChanged" }
                    scopeReset: { $ref: "#/components/examples/ScopeReset" }
                application/json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
            ScopeConflict:
              description: "`If-Match` names another version of the scope (`scope-conflict`)."
              headers:
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
              content:
                application/fhir+json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
                  examples:
                    scopeConflict: { $ref: "#/components/examples/ScopeConflict" }
                application/json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
            SyncOld:
              description: The replica's program is too old (`schema-unsupported`).
              headers:
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
              content:
                application/fhir+json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
                  examples:
                    schemaUnsupported: { $ref: "#/components/examples/SchemaUnsupported" }
                application/json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
            SyncUnprocessable:
              description: Understood, and against a rule; the issues name each line.
              headers:
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
              content:
                application/fhir+json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
                  examples:
                    scopeLineWrong: { $ref: "#/components/examples/ScopeLineWrong" }
                application/json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
            BadRequest:
              description: Not understood, or not valid; the issues name each part.
              headers:
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
              content:
                application/fhir+json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
                  examples:
                    unknownParameter: { $ref: "#/components/examples/UnknownParameter" }
                    personRequired: { $ref: "#/components/examples/PersonRequired" }
                    numberInURL: { $ref: "#/components/examples/NumberInURL" }
                    invalidResource: { $ref: "#/components/examples/InvalidResource" }
                application/json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
            Unauthorized:
              description: No token, or one that does not hold, or a proof that does not; the text says which.
              headers:
                WWW-Authenticate: { $ref: "#/components/headers/Authenticate" }
                DPoP-Nonce: { $ref: "#/components/headers/ProofNonce" }
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
              content:
                application/fhir+json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
                  examples:
                    missing: { $ref: "#/components/examples/TokenMissing" }
                    expired: { $ref: "#/components/examples/TokenExpired" }
                application/json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
            Forbidden:
              description: The caller's role may not do this.
              headers:
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
              content:
                application/fhir+json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
                  examples:
                    role: { $ref: "#/components/examples/RoleForbidden" }
                application/json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
            NotFound:
              description: Nothing there that the caller may see. Hidden, another's and absent give the same answer.
              headers:
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
              content:
                application/fhir+json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
                  examples:
                    absent: { $ref: "#/components/examples/NoSuchResource" }
                application/json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
            MethodNotAllowed:
              description: This address, or this resource, does not take the method.
              headers:
                Allow: { $ref: "#/components/headers/Allow" }
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
              content:
                application/fhir+json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
                  examples:
                    byMessages: { $ref: "#/components/examples/DeleteByMessage" }
                application/json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
            NotAcceptable:
              description: No format of ours is accepted.
              headers:
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
              content:
                application/fhir+json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
                  examples:
                    xml: { $ref: "#/components/examples/XMLNotServed" }
                application/json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
            TooSlow:
              description: The body came too slowly, or stopped. The connection is closed.
              headers:
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
              content:
                application/fhir+json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
                  examples:
                    slow: { $ref: "#/components/examples/BodyTooSlow" }
                application/json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
            Conflict:
              description: The write meets another, or a rule of the unit it belongs to.
              headers:
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
              content:
                application/fhir+json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
                  examples:
                    ownedByMessages: { $ref: "#/components/examples/OwnedByMessages" }
                application/json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
            Gone:
              description: Deleted; or the page token has had its hour.
              headers:
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
              content:
                application/fhir+json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
                  examples:
                    deleted: { $ref: "#/components/examples/Deleted" }
                application/json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
            PreconditionFailed:
              description: "`If-Match` names another version, `If-None-Match: *` finds one, or a condition matches several."
              headers:
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
              content:
                application/fhir+json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
                  examples:
                    otherVersion: { $ref: "#/components/examples/OtherVersion" }
                application/json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
            TooLarge:
              description: The body is over 20 MiB, a form over 256 KiB, or a Bundle over 2 000 entries.
              headers:
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
              content:
                application/fhir+json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
                  examples:
                    body: { $ref: "#/components/examples/BodyTooLarge" }
                application/json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
            UnsupportedMediaType:
              description: The body's label or encoding is not one the server reads.
              headers:
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
              content:
                application/fhir+json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
                  examples:
                    label: { $ref: "#/components/examples/WrongLabel" }
                application/json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
            Misdirected:
              description: A sandbox was called by a name that is not loopback.
              headers:
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
              content:
                application/fhir+json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
                  examples:
                    host: { $ref: "#/components/examples/ForeignHost" }
            Unprocessable:
              description: Understood, and against a rule.
              headers:
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
              content:
                application/fhir+json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
                  examples:
                    rule: { $ref: "#/components/examples/AgainstRule" }
                application/json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
            ServerError:
              description: The store failed; never because of what was sent.
              headers:
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
              content:
                application/fhir+json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
                  examples:
                    store: { $ref: "#/components/examples/StoreFailed" }
            Unavailable:
              description: Closing down, or too many large bodies under way. Try again.
              headers:
                Retry-After: { $ref: "#/components/headers/RetryAfter" }
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
              content:
                application/fhir+json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
                  examples:
                    closing: { $ref: "#/components/examples/Closing" }
            StorageFull:
              description: The disk is full; nothing of this was stored.
              headers:
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
              content:
                application/fhir+json:
                  schema: { $ref: "#/components/schemas/OperationOutcome" }
                  examples:
                    full: { $ref: "#/components/examples/DiskFull" }
            Setting:
              description: The setting as it stands, with all that was done to it.
              headers:
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
                ETag: { $ref: "#/components/headers/ETag" }
              content:
                application/json:
                  schema: { $ref: "#/components/schemas/Setting" }
                  examples:
                    one: { $ref: "#/components/examples/Setting" }
            SettingMade:
              description: It was set.
              headers:
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
                ETag: { $ref: "#/components/headers/ETag" }
                Location: { $ref: "#/components/headers/SettingLocation" }
              content:
                application/json:
                  schema: { $ref: "#/components/schemas/Setting" }
                  examples:
                    one: { $ref: "#/components/examples/Setting" }
            Settings:
              description: A page of settings.
              headers:
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
                Link: { $ref: "#/components/headers/SettingNext" }
              content:
                application/json:
                  schema: { $ref: "#/components/schemas/Settings" }
                  examples:
                    one: { $ref: "#/components/examples/Settings" }
            SettingLifted:
              description: It is lifted.
              headers:
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
            Preset:
              description: It is chosen in place of what was.
              headers:
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
              content:
                application/json:
                  schema: { $ref: "#/components/schemas/Preset" }
                  examples:
                    one: { $ref: "#/components/examples/Preset" }
            PresetMade:
              description: It is chosen.
              headers:
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
              content:
                application/json:
                  schema: { $ref: "#/components/schemas/Preset" }
                  examples:
                    one: { $ref: "#/components/examples/Preset" }
            Presets:
              description: What is chosen.
              headers:
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
              content:
                application/json:
                  schema: { $ref: "#/components/schemas/Presets" }
                  examples:
                    one: { $ref: "#/components/examples/Presets" }
            Consent:
              description: The setting as a Consent.
              headers:
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
                ETag: { $ref: "#/components/headers/ETag" }
              content:
                application/fhir+json:
                  schema: { $ref: "#/components/schemas/Consent" }
                  examples:
                    one: { $ref: "#/components/examples/Consent" }
                application/json:
                  schema: { $ref: "#/components/schemas/Consent" }
            Consents:
              description: A page of Consents.
              headers:
                X-Request-Id: { $ref: "#/components/headers/RequestID" }
              content:
                application/fhir+json:
                  schema: { $ref: "#/components/schemas/Consents" }
                  examples:
                    one: { $ref: "#/components/examples/Consents" }
                application/json:
                  schema: { $ref: "#/components/schemas/Consents" }

          schemas:
            HostedType:
              type: string
              enum:
                - DiagnosticReport
                - Observation
                - Specimen
                - ServiceRequest
                - Patient
                - RelatedPerson
                - Encounter
                - Practitioner
                - PractitionerRole
                - Organization
                - Location
                - ImagingStudy
                - Media
                - DocumentReference
                - Binary
                - Provenance
                - ValueSet
                - CodeSystem
                - StructureDefinition
                - SearchParameter
            ID:
              type: string
              pattern: "^[A-Za-z0-9.-]{1,64}$"
            TokenCriterion:
              type: string
              description: "`code`, `system|code`, `|code` or `system|`; comma for or."
              minLength: 1
            DateCriterion:
              type: string
              description: A date or time of any precision, with an optional prefix.
              pattern: >-
                ^(eq|ne|lt|gt|le|ge|sa|eb|ap)?(19|20)[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|1[0-9]|2[0-8])(T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9])?)?)?)?$
            Resource:
              type: object
              description: A FHIR R4 resource. Its elements are checked against the R4 definitions.
              required: [resourceType]
              properties:
                resourceType: { type: string }
                id: { $ref: "#/components/schemas/ID" }
                meta: { type: object }
              additionalProperties: true
            SyncToken:
              type: string
              pattern: "^[A-Za-z0-9_-]{1,200}$"
            SyncKey:
              type: string
              description: A person or a unit as it is called on the wire, 16 bytes in base64url.
              pattern: "^[A-Za-z0-9_-]{21}[AQgw]$"
            SyncStamp:
              type: array
              description: A change of this replica's state, by its millisecond and a number within it. Compared in that order.
              prefixItems: [{ type: integer }, { type: integer }]
              minItems: 2
              maxItems: 2
            ReplicaToEnrol:
              type: object
              required: [schema]
              properties:
                schema: { type: integer, minimum: 0, maximum: 1000000 }
              additionalProperties: false
            Replica:
              type: object
              required: [replica, epoch, integrityKey, scopeVersion, limits, professionals, professionalsVersion, stamp]
              properties:
                replica: { $ref: "#/components/schemas/ID" }
                epoch: { type: string, description: New when the store is restored. }
                integrityKey: { type: string, description: "What sums are keyed with in this epoch, 32 bytes in base64url." }
                scopeVersion: { type: integer }
                limits:
                  type: object
                  required: [persons, pageUnits]
                  properties:
                    persons: { type: integer }
                    pageUnits: { type: integer }
                professionals:
                  type: array
                  description: Who may read it, by HPR number.
                  items:
                    type: object
                    required: [hpr, tag]
                    properties:
                      hpr: { type: string }
                      tag: { type: string, description: What `blocked` of `person` lines calls them. }
                professionalsVersion: { type: integer, description: Of that list. }
                stamp:
                  type: array
                  description: |
                    The replica's last change. Whom the answer to a list of professionals names for the first time is shown nothing until the
                    replica has taken it, in a round that is complete.
                  minItems: 2
                  maxItems: 2
                  items: { type: integer }
            ReplicaProfessionals:
              type: object
              required: [professionals]
              properties:
                professionals:
                  type: array
                  maxItems: 2000
                  items: { type: string, pattern: "^[0-9]{1,9}$", description: HPR number. }
              additionalProperties: false
            ScopeLine:
              type: object
              required: [person, basis, responsible, until]
              properties:
                person: { type: string, description: "An identity number, or `Patient/[id]`." }
                basis: { type: string, enum: [gp-list, care] }
                responsible: { type: string, pattern: "^[0-9]{1,9}$", description: HPR number. }
                until: { type: string, format: date-time }
              additionalProperties: false
            ScopeToSet:
              type: object
              required: [persons]
              properties:
                persons:
                  type: array
                  maxItems: 20000
                  items: { $ref: "#/components/schemas/ScopeLine" }
              additionalProperties: false
            ScopeToChange:
              type: object
              minProperties: 1
              properties:
                set:
                  type: array
                  maxItems: 20000
                  items: { $ref: "#/components/schemas/ScopeLine" }
                end:
                  type: array
                  maxItems: 20000
                  items: { $ref: "#/components/schemas/SyncKey" }
              additionalProperties: false
            Scope:
              type: object
              required: [scopeVersion, persons]
              properties:
                scopeVersion: { type: integer }
                persons:
                  type: array
                  items:
                    type: object
                    required: [p, basis, responsible, until]
                    properties:
                      p: { $ref: "#/components/schemas/SyncKey" }
                      basis: { type: string, enum: [gp-list, care] }
                      responsible: { type: string }
                      until: { type: string, format: date-time }
            ScopeSet:
              type: object
              required: [scopeVersion, persons]
              properties:
                scopeVersion: { type: integer }
                persons:
                  type: array
                  items:
                    type: object
                    required: [p, until]
                    properties:
                      p: { $ref: "#/components/schemas/SyncKey" }
                      until: { type: string, format: date-time }
            PersonsToReconcile:
              type: object
              required: [token, persons]
              properties:
                token: { $ref: "#/components/schemas/SyncToken" }
                persons:
                  type: array
                  maxItems: 500
                  items: { $ref: "#/components/schemas/SyncKey" }
              additionalProperties: false
            SyncLine:
              type: object
              description: |
                `begin`: mode, from, to, est, round. `person`: p, kp, until (milliseconds since 1970; absent when the person left), patient.
                `deny`: k, p, kp, c. `put`: k, p, kp, ver, h, body. `page`: n, token. `end`: token, count, digest, more.
              required: [t]
              properties:
                t: { type: string, enum: [begin, person, deny, put, page, end] }
                mode: { type: string, enum: [delta, snapshot, reconcile] }
                from: { $ref: "#/components/schemas/SyncStamp" }
                to: { $ref: "#/components/schemas/SyncStamp" }
                est: { type: integer }
                round: { type: string }
                p: { $ref: "#/components/schemas/SyncKey" }
                k: { $ref: "#/components/schemas/SyncKey" }
                kp: { $ref: "#/components/schemas/SyncStamp" }
                until: { type: integer }
                patient: { type: string }
                c: { type: string, enum: [withdrawn, scope] }
                ver: { type: integer, description: "Server time of the version, microseconds since 1970." }
                h: { type: string, description: SHA-256 of the body's bytes. }
                body: { type: array, items: { $ref: "#/components/schemas/Resource" } }
                n: { type: integer }
                token: { $ref: "#/components/schemas/SyncToken" }
                count: { type: integer }
                digest: { type: string }
                more: { type: boolean }
            SyncFault:
              type: string
              description: What the `diagnostics` of a replica's error begin with, before a colon.
              enum: [token-malformed, token-not-yours, replica-revoked, token-expired, epoch-changed, scope-reset, scope-conflict, schema-unsupported, replica-unknown, list-not-approved, user-token-missing, user-token-refused]
            BundleToSubmit:
              type: object
              required: [resourceType, type]
              properties:
                resourceType: { const: Bundle }
                type: { type: string, enum: [transaction, batch, document] }
                entry:
                  type: array
                  maxItems: 2000
                  items:
                    type: object
                    properties:
                      fullUrl: { type: string }
                      resource: { $ref: "#/components/schemas/Resource" }
                      request:
                        type: object
                        required: [method, url]
                        properties:
                          method: { type: string, enum: [GET, POST, PUT, DELETE] }
                          url: { type: string, minLength: 1 }
                          ifMatch: { type: string }
                          ifNoneMatch: { type: string }
                          ifNoneExist: { type: string }
              additionalProperties: true
            Link:
              type: object
              required: [relation, url]
              properties:
                relation: { type: string, enum: [self, first, previous, next, last] }
                url: { type: string }
            Searchset:
              type: object
              required: [resourceType, type, link]
              properties:
                resourceType: { const: Bundle }
                type: { const: searchset }
                total: { type: integer, minimum: 0, description: "How many match; on the first page, when asked for." }
                link: { type: array, items: { $ref: "#/components/schemas/Link" } }
                entry:
                  type: array
                  items:
                    type: object
                    required: [resource, search]
                    properties:
                      fullUrl: { type: string }
                      resource: { $ref: "#/components/schemas/Resource" }
                      search:
                        type: object
                        required: [mode]
                        properties:
                          mode: { type: string, enum: [match, include, outcome] }
            History:
              type: object
              required: [resourceType, type]
              properties:
                resourceType: { const: Bundle }
                type: { const: history }
                total: { type: integer, minimum: 0 }
                link: { type: array, items: { $ref: "#/components/schemas/Link" } }
                entry:
                  type: array
                  items:
                    type: object
                    required: [fullUrl, request, response]
                    properties:
                      fullUrl: { type: string }
                      resource: { $ref: "#/components/schemas/Resource" }
                      request:
                        type: object
                        required: [method, url]
                        properties:
                          method: { type: string, enum: [POST, PUT, DELETE] }
                          url: { type: string }
                      response:
                        type: object
                        required: [status]
                        properties:
                          status: { type: string }
                          etag: { type: string }
                          lastModified: { type: string, format: date-time }
            BundleAnswer:
              type: object
              required: [resourceType]
              properties:
                resourceType: { type: string, enum: [Bundle, OperationOutcome] }
                type: { type: string, enum: [transaction-response, batch-response] }
                entry:
                  type: array
                  items:
                    type: object
                    required: [response]
                    properties:
                      resource: { $ref: "#/components/schemas/Resource" }
                      response:
                        type: object
                        required: [status]
                        properties:
                          status: { type: string }
                          location: { type: string }
                          etag: { type: string }
                          lastModified: { type: string, format: date-time }
                          outcome: { $ref: "#/components/schemas/OperationOutcome" }
            OperationOutcome:
              type: object
              required: [resourceType, issue]
              properties:
                resourceType: { const: OperationOutcome }
                issue:
                  type: array
                  minItems: 1
                  items:
                    type: object
                    required: [severity, code]
                    properties:
                      severity: { type: string, enum: [fatal, error, warning, information] }
                      code:
                        type: string
                        description: FHIR's issue type; `docs/api/errors.md` says what to do about each.
                        enum:
                          - invalid
                          - structure
                          - required
                          - value
                          - invariant
                          - security
                          - login
                          - unknown
                          - expired
                          - forbidden
                          - suppressed
                          - processing
                          - not-supported
                          - duplicate
                          - multiple-matches
                          - not-found
                          - deleted
                          - too-long
                          - code-invalid
                          - extension
                          - too-costly
                          - business-rule
                          - conflict
                          - transient
                          - lock-error
                          - no-store
                          - exception
                          - timeout
                          - incomplete
                          - throttled
                          - informational
                      details:
                        type: object
                        properties:
                          coding: { type: array, items: { type: object } }
                          text: { type: string, description: A fixed text that holds nothing of a person. }
                      diagnostics: { type: string }
                      expression:
                        type: array
                        description: The element at fault, such as `Bundle.entry[3].resource.status`.
                        items: { type: string }
            CapabilityStatement:
              type: object
              required: [resourceType, status, date, kind, fhirVersion, format, rest]
              properties:
                resourceType: { const: CapabilityStatement }
                status: { const: active }
                date: { type: string, format: date-time }
                kind: { const: instance }
                fhirVersion: { const: 4.0.1 }
                format: { type: array, items: { type: string } }
                rest: { type: array, items: { type: object } }
            Message:
              type: string
              description: A svarrapport, `<Message xmlns="http://www.kith.no/xmlstds/labsvar/2012-02-15">` or its envelope.
            ApplicationReceipt:
              type: string
              description: An application receipt (AppRec 1.0).
            ReceiptIssue:
              type: object
              required: [code, path, line, text]
              properties:
                code:
                  type: string
                  enum:
                    - malformed-xml
                    - encoding
                    - too-large
                    - not-svarrapport
                    - version-unsupported
                    - missing-element
                    - bad-time
                    - patient-id
                    - not-a-person
                    - test-message
                    - out-of-scope-purpose
                    - reservation
                    - not-your-organisation
                    - issue-date-changed
                    - message-id-reused
                    - unit-unknown
                    - reference-unresolved
                    - schema-order
                    - schema-unknown
                    - base64-bare
                    - conflict
                    - person-differs
                    - serv-prov-id-missing
                    - late-contribution
                    - number-not-synthetic
                path: { type: string, description: "Where in the message, such as `ServReport[1]/Patient/ResultItem[3]`." }
                line: { type: [integer, "null"] }
                text: { type: string, description: A fixed text for the code. }
            Receipt:
              type: object
              required: [outcome, reports, issues]
              properties:
                outcome: { $ref: "#/components/schemas/ReceiptOutcome" }
                reports:
                  type: array
                  description: One for each report of the message, in its order.
                  items:
                    type: object
                    required: [outcome, report, version, issues]
                    properties:
                      outcome: { $ref: "#/components/schemas/ReceiptOutcome" }
                      report: { type: [string, "null"], description: "`DiagnosticReport/[id]`." }
                      version: { type: [string, "null"] }
                      issues: { type: array, items: { $ref: "#/components/schemas/ReceiptIssue" } }
                issues: { type: array, items: { $ref: "#/components/schemas/ReceiptIssue" } }
            ReceiptOutcome:
              type: string
              enum: [accepted, accepted-with-warnings, accepted-not-stored, duplicate, refused]
            SearchForm:
              type: object
              description: Any search parameter of the type, with its modifier.
              properties:
                person-id: { type: string, pattern: "^[0-9]{11}$" }
                access-basis: { type: string, enum: [UNNTAK, SAMTYKKE, AKUTT, FORHOYET_SAMTYKKE, FORHOYET_AKUTT] }
                patient: { type: string, minLength: 1 }
                patient:identifier: { type: string, pattern: '^[^|]+\|[0-9]{11}$' }
                identifier: { $ref: "#/components/schemas/TokenCriterion" }
                code: { $ref: "#/components/schemas/TokenCriterion" }
                date: { $ref: "#/components/schemas/DateCriterion" }
                _id: { type: string, minLength: 1 }
                _lastUpdated: { $ref: "#/components/schemas/DateCriterion" }
                _include: { type: string, minLength: 1 }
                _sort: { type: string, minLength: 1 }
                _count: { type: integer, minimum: 0 }
                _total: { type: string, enum: [none, accurate] }
                _summary: { type: string, enum: ["true", "false", text, data, count] }
              additionalProperties: { type: string }
            SystemSearchForm:
              type: object
              description: Any search parameter that all the types have.
              properties:
                _type: { type: string, pattern: "^[A-Za-z]+(,[A-Za-z]+)*$" }
                person-id: { type: string, pattern: "^[0-9]{11}$" }
                access-basis: { type: string, enum: [UNNTAK, SAMTYKKE, AKUTT, FORHOYET_SAMTYKKE, FORHOYET_AKUTT] }
                _id: { type: string, minLength: 1 }
                _lastUpdated: { $ref: "#/components/schemas/DateCriterion" }
                _count: { type: integer, minimum: 0 }
              additionalProperties: { type: string }
            AuditEventForm:
              type: object
              properties:
                person-id: { type: string, pattern: "^[0-9]{11}$" }
                patient: { type: string, minLength: 1 }
                date: { $ref: "#/components/schemas/DateCriterion" }
                _count: { type: integer, minimum: 1 }
            ExplainForm:
              type: object
              required: [actor]
              properties:
                actor: { $ref: "#/components/schemas/ExplainedActor" }
                hpr: { type: string, pattern: "^[0-9]{1,9}$" }
                role: { type: string }
                organisation: { type: string }
                basis: { type: string, enum: [UNNTAK, SAMTYKKE, AKUTT, FORHOYET_SAMTYKKE, FORHOYET_AKUTT] }
                holder: { type: string, pattern: "^[0-9]{11}$" }
                at: { $ref: "#/components/schemas/DateCriterion" }
            ExplainedActor:
              type: string
              enum:
                [
                  personnel, citizen, parent, guardian, proxy, producer, guidance, auditor, caseworker, verification, foreign,
                  replica-feed, operator,
                ]
            Parameters:
              type: object
              required: [resourceType]
              properties:
                resourceType: { const: Parameters }
                parameter: { type: array, items: { type: object, required: [name] } }
            AuditEvent:
              type: object
              description: FHIR R4 AuditEvent; rows about health personnel of the Norwegian trust-framework profile.
              required: [resourceType, id, type, recorded, agent, source]
              properties:
                resourceType: { const: AuditEvent }
                id: { $ref: "#/components/schemas/ID" }
                type: { type: object }
                action: { type: string, enum: [C, R, U, D, E] }
                recorded: { type: string, format: date-time }
                outcome: { type: string, enum: ["0", "4"] }
                agent: { type: array, minItems: 1, items: { type: object } }
                source: { type: object }
            LogWords:
              type: object
              required: [code]
              properties:
                code: { type: string }
                "no": { type: string }
                en: { type: string }
            LogPage:
              type: object
              required: [rows]
              properties:
                patient: { type: string, description: "`Patient/[id]`; absent for a person the service does not know." }
                rows: { type: array, items: { $ref: "#/components/schemas/LogRow" } }
                next: { type: string, description: Send it as `token` for the next page; absent on the last. }
            LogRow:
              type: object
              required: [id, at, who, what, outcome]
              properties:
                id: { $ref: "#/components/schemas/ID" }
                at: { type: string, format: date-time }
                who:
                  type: object
                  required: [kind, "no", en]
                  properties:
                    kind:
                      type: string
                      enum:
                        [
                          citizen, parent, guardian, proxy, representative, personnel, laboratory, replica, guidance, auditor,
                          operator, export, sandbox, unknown,
                        ]
                    "no": { type: string }
                    en: { type: string }
                    name: { type: string }
                    anonymised: { const: true }
                    role: { $ref: "#/components/schemas/LogWords" }
                    organisation:
                      type: object
                      properties:
                        number: { type: string }
                        name: { type: string }
                        department: { type: string }
                what:
                  type: object
                  required: [code, "no", en]
                  properties:
                    code: { type: string }
                    "no": { type: string }
                    en: { type: string }
                    reports: { type: array, items: { type: string } }
                setting:
                  type: object
                  properties:
                    kind: { $ref: "#/components/schemas/LogWords" }
                    action: { $ref: "#/components/schemas/LogWords" }
                basis:
                  type: object
                  required: [code, elevated]
                  properties:
                    code: { type: string }
                    "no": { type: string }
                    en: { type: string }
                    elevated: { type: boolean }
                purpose: { $ref: "#/components/schemas/LogWords" }
                system: { type: string, description: The client program. }
                outcome: { $ref: "#/components/schemas/LogWords" }
            EverythingForm:
              type: object
              properties:
                start: { type: string, format: date }
                end: { type: string, format: date }
                _since: { type: string, format: date-time }
                _type: { type: string, pattern: "^[A-Za-z]+(,[A-Za-z]+)*$" }
                _count: { type: integer, minimum: 0 }
              additionalProperties: { type: string }
            LastnForm:
              type: object
              description: Also the search parameters of Observation.
              properties:
                max: { type: integer, minimum: 1, maximum: 1000, default: 1 }
                person-id: { type: string, pattern: "^[0-9]{11}$" }
                access-basis: { type: string, enum: [UNNTAK, SAMTYKKE, AKUTT, FORHOYET_SAMTYKKE, FORHOYET_AKUTT] }
                patient: { type: string, minLength: 1 }
                category: { $ref: "#/components/schemas/TokenCriterion" }
                code: { $ref: "#/components/schemas/TokenCriterion" }
                date: { $ref: "#/components/schemas/DateCriterion" }
              additionalProperties: { type: string }
            NationalForm:
              type: object
              description: Also `_include:iterate`, `_revinclude` and `_revinclude:iterate`; for Observation `_tag`.
              properties:
                _id: { type: string, minLength: 1 }
                identifier: { type: string, minLength: 1, description: ServProvId of a report; IdResultItem of a result. }
                date: { type: string, pattern: "^(eq|lt|gt)?(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$" }
                _include: { type: string, minLength: 1 }
                _count: { type: integer, minimum: 0, default: 50 }
                _skip: { type: integer, minimum: 0, maximum: 100000, default: 0 }
              additionalProperties: { type: string }
            SettingKind:
              type: string
              enum: [storage-reservation, view-reservation, seal, block, shielding, denial, delayed-view, emergency-closure, parental-consent, opening]
            DenialGround:
              type: string
              description: Of code list 9603.
              enum: [NORN_FFL, NORN_KUT, NORN_EPO, NORN_ALL, NORN_FOR, NORN_FORANS, NORN_UNGDOM, NORN_FFH, NORN_FPB, NORN_DUP, NORN_ANG]
            SettingPeriod:
              type: object
              description: When it is in force.
              minProperties: 1
              properties:
                from: { type: string, format: date-time }
                until: { type: string, format: date-time, description: "Of NORN_FPB and NORN_ANG the review date, which they must have." }
              additionalProperties: false
            ResultPeriod:
              type: object
              description: Days of results that it names, both included.
              minProperties: 1
              properties:
                from: { type: string, format: date }
                through: { type: string, format: date }
              additionalProperties: false
            SettingTarget:
              type: object
              description: One of report, item, code, referral and order (with its organisation). Without a target it is all results.
              minProperties: 1
              maxProperties: 2
              properties:
                report: { type: [string, "null"], description: "`DiagnosticReport/[id]`; null where its reader is not shown the report." }
                item: { type: string, maxLength: 100, description: "IdResultItem." }
                code: { type: string, maxLength: 100 }
                referral: { type: string, maxLength: 100 }
                order: { type: string, maxLength: 100, description: "The requester's order id." }
                organisation: { type: string, maxLength: 100, description: "Who ordered; the caller's own when it is not said." }
              additionalProperties: false
            SettingDelay:
              type: object
              description: Closed until an instant, or released.
              minProperties: 1
              maxProperties: 1
              properties:
                until: { type: string, format: date-time }
                released: { type: boolean }
                days: { type: integer, description: "Chosen beforehand." }
                assessed: { type: boolean, description: "Chosen beforehand: until somebody releases it." }
              additionalProperties: false
            SettingToSet:
              type: object
              required: [kind]
              properties:
                kind: { $ref: "#/components/schemas/SettingKind" }
                target: { $ref: "#/components/schemas/SettingTarget" }
                results: { $ref: "#/components/schemas/ResultPeriod" }
                valid: { $ref: "#/components/schemas/SettingPeriod" }
                ground: { $ref: "#/components/schemas/DenialGround" }
                hpr: { type: string, pattern: "^[0-9]{1,9}$", description: Who is blocked. }
                delay: { $ref: "#/components/schemas/SettingDelay" }
                opens: { type: string, enum: [youth, parents] }
                request: { type: boolean, description: "A citizen asks for a denial; it has no effect until accepted." }
                why: { type: string, maxLength: 500 }
                wish: { type: boolean, description: "The citizen's wish is recorded." }
              additionalProperties: false
            SettingDeed:
              type: object
              properties:
                why: { type: string, maxLength: 500 }
                wish: { type: boolean }
              additionalProperties: false
            SettingExtension:
              type: object
              required: [until]
              properties:
                until: { type: string, format: date-time }
                why: { type: string, maxLength: 500 }
                wish: { type: boolean }
              additionalProperties: false
            SettingAuthor:
              type: object
              required: [role]
              properties:
                role: { type: string, enum: [citizen, parent, guardian, proxy, personnel, laboratory, guidance, import] }
                organisation: { type: string }
                wish: { type: boolean, description: "On the citizen's recorded wish." }
                you: { type: boolean, description: "It was the caller." }
            SettingEvent:
              type: object
              required: [at, by]
              properties:
                at: { type: string, format: date-time }
                action: { type: string, enum: [set, request, accept, change, lift, release, extend] }
                by: { $ref: "#/components/schemas/SettingAuthor" }
                why: { type: string, description: "To who said it, and to personnel." }
            Setting:
              type: object
              required: [id, kind, state, set]
              properties:
                id: { $ref: "#/components/schemas/ID" }
                kind: { $ref: "#/components/schemas/SettingKind" }
                state: { type: string, enum: [requested, planned, active, ended] }
                target: { $ref: "#/components/schemas/SettingTarget" }
                results: { $ref: "#/components/schemas/ResultPeriod" }
                valid: { $ref: "#/components/schemas/SettingPeriod" }
                ground: { $ref: "#/components/schemas/DenialGround" }
                hpr: { type: string }
                delay: { $ref: "#/components/schemas/SettingDelay" }
                opens: { type: string, enum: [youth, parents] }
                set: { $ref: "#/components/schemas/SettingEvent" }
                changed: { $ref: "#/components/schemas/SettingEvent" }
                history:
                  type: array
                  items: { $ref: "#/components/schemas/SettingEvent" }
                statements:
                  type: array
                  description: What the service cannot do, told to who set it.
                  items:
                    type: object
                    required: [code, nb, en]
                    properties:
                      code: { type: string, enum: [own-journal-keeps-its-copy] }
                      nb: { type: string }
                      en: { type: string }
            Settings:
              type: object
              required: [settings]
              properties:
                settings:
                  type: array
                  items: { $ref: "#/components/schemas/Setting" }
            PresetToSet:
              type: object
              required: [order]
              properties:
                order: { type: string, maxLength: 100, description: "The requester's order id (ServReq.Id)." }
                organisation: { type: string, maxLength: 100, description: "Whose order it is, when the caller acts for several." }
                purpose: { type: string, enum: [care, forensic, sanction, donor, research] }
                notStored: { type: boolean }
                delay:
                  type: object
                  minProperties: 1
                  maxProperties: 1
                  properties:
                    days: { type: integer, minimum: 0, maximum: 366 }
                    assessed: { type: boolean, const: true }
                  additionalProperties: false
                ground: { $ref: "#/components/schemas/DenialGround" }
                reviewDate: { type: string, format: date-time }
                wish: { type: boolean }
              additionalProperties: false
            Preset:
              type: object
              required: [order, organisation, set, lapses]
              properties:
                order: { type: string }
                organisation: { type: string }
                set: { type: string, format: date-time }
                lapses: { type: string, format: date-time }
                purpose: { type: string, enum: [care, forensic, sanction, donor, research] }
                notStored: { type: boolean }
                delay: { $ref: "#/components/schemas/SettingDelay" }
                ground: { $ref: "#/components/schemas/DenialGround" }
                reviewDate: { type: string, format: date-time }
            Presets:
              type: object
              required: [presets]
              properties:
                presets:
                  type: array
                  items: { $ref: "#/components/schemas/Preset" }
            Consent:
              type: object
              description: A Consent of FHIR R4.
              required: [resourceType, id, status, scope, category, patient]
              properties:
                resourceType: { type: string, const: Consent }
                id: { $ref: "#/components/schemas/ID" }
                status: { type: string, enum: [proposed, active, inactive] }
            Consents:
              type: object
              required: [resourceType, type, total]
              properties:
                resourceType: { type: string, const: Bundle }
                type: { type: string, const: searchset }
                total: { type: integer }

          examples:
            Observation:
              summary: A potassium result
              value: &observation
                resourceType: Observation
                id: vjv3gyvcdxf5biye52h3vi7l7
                meta: { versionId: 4y7fgakamizz5hjx, lastUpdated: "2026-03-14T10:41:07.198715Z" }
                identifier:
                  - system: http://nhn.no/fhir/nilar/CodeSystem/identifier-source-cs/ResultItemId
                    value: EX-1-K
                status: final
                code:
                  coding:
                    - { system: "urn:oid:2.16.578.1.12.4.1.1.7280", code: NPU03230, display: P-Kalium }
                subject:
                  reference: Patient/6cqwq6nw6bzdy6pbyehrnx45h
                  identifier: { system: "urn:oid:2.16.578.1.12.4.1.4.1", value: "17858512387" }
                effectiveDateTime: "2026-03-14T08:12:00+01:00"
                valueQuantity: { value: 4.10, unit: mmol/L, system: "http://unitsofmeasure.org", code: mmol/L }
            ObservationToWrite:
              summary: A potassium result, without an id
              value:
                resourceType: Observation
                status: final
                code:
                  coding:
                    - { system: "urn:oid:2.16.578.1.12.4.1.1.7280", code: NPU03230, display: P-Kalium }
                subject:
                  identifier: { system: "urn:oid:2.16.578.1.12.4.1.4.1", value: "17858512387" }
                effectiveDateTime: "2026-03-14T08:12:00+01:00"
                valueQuantity: { value: 4.10, unit: mmol/L, system: "http://unitsofmeasure.org", code: mmol/L }
            LogPage:
              summary: A doctor read a report in an emergency
              value:
                patient: Patient/6cqwq6nw6bzdy6pbyehrnx45h
                rows:
                  - id: f5zyt3k6bjvo2mowq4cnl7kdx3s2aaq
                    at: "2026-03-14T10:41:07.198715Z"
                    who:
                      kind: personnel
                      "no": Helsepersonell
                      en: Health personnel
                      name: Test Lege
                      role: { code: LE, "no": Lege, en: Doctor }
                      organisation: { number: "310000001", name: Testby legesenter }
                    what:
                      code: read
                      "no": Leste
                      en: Read
                      reports: [DiagnosticReport/vjv3gyvcdxf5biye52h3vi7l7]
                    basis: { code: AKUTT, "no": Akutt behov for helsehjelp, en: Emergency, elevated: false }
                    purpose: { code: ETREAT, "no": Akuttbehandling, en: Emergency treatment }
                    system: journal
                    outcome: { code: permitted, "no": Utført, en: Done }
            AuditEvent:
              summary: A laboratory sent a report
              value:
                resourceType: AuditEvent
                id: f5zyt3k6bjvo2mowq4cnl7kdx3s2aaq
                type: { system: "http://dicom.nema.org/resources/ontology/DCM", code: "110110", display: Patient Record }
                action: C
                recorded: "2026-03-14T10:41:07.198715Z"
                outcome: "0"
                agent:
                  - who: { display: "Laboratory or department that sends results" }
                    requestor: true
                source:
                  observer: { display: Svar }
            Explanation:
              summary: A sealed report, for a doctor
              value:
                resourceType: Parameters
                parameter:
                  - { name: actor, valueCode: personnel }
                  - { name: at, valueInstant: "2026-03-14T10:41:07.198715Z" }
                  - { name: verdict, valueCode: told }
                  - { name: shown, valueBoolean: false }
                  - name: reason
                    part:
                      - { name: code, valueCode: seal }
                      - { name: "no", valueString: Sperret for helsepersonell. }
                      - { name: en, valueString: Sealed to health personnel. }
                  - name: rule
                    part:
                      - { name: id, valueCode: seal }
                      - { name: row, valueCode: A13 }
                  - name: setting
                    part:
                      - { name: kind, valueCode: seal }
                      - { name: target, valueCode: all }
                  - { name: told, valueCode: General }
            Searchset:
              summary: The first page of one match
              value:
                resourceType: Bundle
                type: searchset
                total: 1
                link:
                  - relation: self
                    url: http://127.0.0.1:8080/v1/fhir/Observation?code=NPU03230&_count=50
                entry:
                  - fullUrl: http://127.0.0.1:8080/v1/fhir/Observation/vjv3gyvcdxf5biye52h3vi7l7
                    resource: *observation
                    search: { mode: match }
            NothingFound:
              summary: No results about this person
              value:
                resourceType: Bundle
                type: searchset
                total: 0
                link:
                  - { relation: self, url: "http://127.0.0.1:8080/pps/v2/DiagnosticReport/_search" }
                entry:
                  - resource:
                      resourceType: OperationOutcome
                      issue:
                        - { severity: information, code: not-found, details: { text: Nothing was found. } }
                    search: { mode: outcome }
            History:
              summary: A deletion, and the version before it
              value:
                resourceType: Bundle
                type: history
                total: 2
                link:
                  - { relation: self, url: "http://127.0.0.1:8080/v1/fhir/Observation/vjv3gyvcdxf5biye52h3vi7l7/_history" }
                entry:
                  - fullUrl: http://127.0.0.1:8080/v1/fhir/Observation/vjv3gyvcdxf5biye52h3vi7l7
                    request: { method: DELETE, url: Observation/vjv3gyvcdxf5biye52h3vi7l7 }
                    response: { status: 204 No Content, lastModified: "2026-03-15T09:00:00.000000Z" }
                  - fullUrl: http://127.0.0.1:8080/v1/fhir/Observation/vjv3gyvcdxf5biye52h3vi7l7
                    resource: *observation
                    request: { method: POST, url: Observation }
                    response:
                      status: 201 Created
                      etag: W/"4y7fgakamizz5hjx"
                      lastModified: "2026-03-14T10:41:07.198715Z"
            Transaction:
              summary: One result, created unless it is there
              value:
                resourceType: Bundle
                type: transaction
                entry:
                  - fullUrl: urn:uuid:6c8ea1c4-3e6f-4d0e-9b3b-6f6d1b6c0a01
                    resource:
                      resourceType: Observation
                      identifier:
                        - { system: "urn:oid:2.999.1", value: A-1 }
                      status: final
                      code: { text: P-Kalium }
                      subject:
                        identifier: { system: "urn:oid:2.16.578.1.12.4.1.4.1", value: "17858512387" }
                      valueQuantity: { value: 4.10, unit: mmol/L, system: "http://unitsofmeasure.org", code: mmol/L }
                    request: { method: POST, url: Observation, ifNoneExist: "identifier=urn:oid:2.999.1|A-1" }
            Batch:
              summary: Two questions at once
              value:
                resourceType: Bundle
                type: batch
                entry:
                  - request: { method: GET, url: Observation/vjv3gyvcdxf5biye52h3vi7l7 }
                  - request: { method: GET, url: "Observation?_summary=count" }
            TransactionResponse:
              summary: One resource was created
              value:
                resourceType: Bundle
                type: transaction-response
                entry:
                  - response:
                      status: 201 Created
                      location: Observation/gjiix7jt56pokcsxsqdhk2fov/_history/3sw4wtj7qlzheyo4
                      etag: W/"3sw4wtj7qlzheyo4"
                      lastModified: "2026-03-14T10:41:07.682970Z"
            Message:
              summary: The start of a message; a whole one is docs/examples/report.xml
              value: |
                <?xml version="1.0" encoding="UTF-8"?>
                <Message xmlns="http://www.kith.no/xmlstds/labsvar/2012-02-15">
                  <Type V="SVAR_LAB" DN="Svarrapport-Laboratoriemedisin"/>
                  <MIGversion>v1.4 2012-02-15</MIGversion>
                  <GenDate V="2026-03-14T11:41:00"/>
                  <MsgId>5b0e7a0e-6a53-4c1e-9f0a-000000000001</MsgId>
                </Message>
            ReceiptAccepted:
              summary: One report, stored
              value:
                outcome: accepted
                reports:
                  - outcome: accepted
                    report: DiagnosticReport/w6xfvqv34lnedltoxvvjirvdo
                    version: xofd23cwrvceg7ms
                    issues: []
                issues: []
            ReceiptDuplicate:
              summary: The same bytes again
              value:
                outcome: duplicate
                reports:
                  - outcome: duplicate
                    report: DiagnosticReport/w6xfvqv34lnedltoxvvjirvdo
                    version: xofd23cwrvceg7ms
                    issues: []
                issues: []
            ReceiptRefused:
              summary: No svarrapport
              value:
                outcome: refused
                reports: []
                issues:
                  - { code: not-svarrapport, path: "", line: 1, text: The document holds no svarrapport message. }
            SearchForm:
              summary: One person's potassium, newest first
              value:
                patient:identifier: urn:oid:2.16.578.1.12.4.1.4.1|20874600076
                code: NPU03230
                _sort: -date
                _count: 3
            SystemSearchForm:
              summary: Reports and results of one person
              value: { _type: "DiagnosticReport,Observation", person-id: "20874600076", _count: 3 }
            NationalForm:
              summary: Reports after a date
              value: { date: gt2020-01-01, _count: 3 }
            UnknownParameter:
              summary: An unknown search parameter
              value:
                resourceType: OperationOutcome
                issue:
                  - severity: error
                    code: not-supported
                    details: { text: 'Unknown search parameter "colour" for Observation.' }
            PersonRequired:
              summary: No person is named
              value:
                resourceType: OperationOutcome
                issue:
                  - severity: error
                    code: required
                    details:
                      text: >-
                        person-required: name the one person this is about, in the field person-id or by patient or subject.
            NumberInURL:
              summary: An identity number in the URL
              value:
                resourceType: OperationOutcome
                issue:
                  - severity: error
                    code: value
                    details:
                      text: >-
                        the query holds what looks like an identity number; numbers must not stand in a URL: put it in
                        the field person-id, or POST [type]/_search with the number in the form
            InvalidResource:
              summary: A resource with two faults
              value:
                resourceType: OperationOutcome
                issue:
                  - severity: error
                    code: structure
                    details: { text: R4 has no such element here }
                    expression: [Observation.valu]
                  - severity: error
                    code: required
                    details: { text: a required element is missing }
                    expression: [Observation.code]
            TokenMissing:
              summary: There is no token
              value:
                resourceType: OperationOutcome
                issue:
                  - severity: error
                    code: login
                    details:
                      text: >-
                        the request has no token: send Authorization: DPoP or Bearer and an access token for this service
            TokenExpired:
              summary: The token has expired
              value:
                resourceType: OperationOutcome
                issue:
                  - { severity: error, code: expired, details: { text: the token has expired (exp) } }
            RoleForbidden:
              summary: An operator asks for content
              value:
                resourceType: OperationOutcome
                issue:
                  - { severity: error, code: forbidden, details: { text: "forbidden: the caller may not do this." } }
            NoSuchResource:
              summary: Nothing there
              value:
                resourceType: OperationOutcome
                issue:
                  - { severity: error, code: not-found, details: { text: No such resource. } }
            DeleteByMessage:
              summary: A unit of messages is withdrawn by a message
              value:
                resourceType: OperationOutcome
                issue:
                  - severity: error
                    code: not-supported
                    details: { text: The resource belongs to a report made by messages. Send a cancellation. }
            XMLNotServed:
              summary: FHIR XML is asked for
              value:
                resourceType: OperationOutcome
                issue:
                  - severity: error
                    code: not-supported
                    details: { text: resources are served as application/fhir+json only; FHIR XML is not supported }
            BodyTooSlow:
              summary: The body stopped
              value:
                resourceType: OperationOutcome
                issue:
                  - { severity: error, code: timeout, details: { text: the body came too slowly } }
            OwnedByMessages:
              summary: The unit belongs to messages
              value:
                resourceType: OperationOutcome
                issue:
                  - severity: error
                    code: conflict
                    details: { text: "owned-by-messages: the report was made by messages and is changed by messages." }
            Deleted:
              summary: The resource was deleted
              value:
                resourceType: OperationOutcome
                issue:
                  - { severity: error, code: deleted, details: { text: The resource was deleted. } }
            OtherVersion:
              summary: Another version is current
              value:
                resourceType: OperationOutcome
                issue:
                  - { severity: error, code: conflict, details: { text: If-Match does not name the current version. } }
            BodyTooLarge:
              summary: Over the limit
              value:
                resourceType: OperationOutcome
                issue:
                  - severity: error
                    code: too-long
                    details: { text: "the body is larger than 20971520 bytes; send it in parts, or use svar import" }
            WrongLabel:
              summary: A body of another kind
              value:
                resourceType: OperationOutcome
                issue:
                  - { severity: error, code: not-supported, details: { text: the body must be application/fhir+json } }
            ForeignHost:
              summary: A name that is not loopback
              value:
                resourceType: OperationOutcome
                issue:
                  - severity: error
                    code: security
                    details:
                      text: >-
                        a sandbox answers only to loopback names (127.0.0.1, localhost, [::1]): the request names another
            AgainstRule:
              summary: A document without a report
              value:
                resourceType: OperationOutcome
                issue:
                  - severity: error
                    code: business-rule
                    details: { text: The document holds no DiagnosticReport. }
            StoreFailed:
              summary: A store operation failed
              value:
                resourceType: OperationOutcome
                issue:
                  - severity: error
                    code: exception
                    details: { text: "SVAR-S-199: the store failed; the request was not carried out" }
            Closing:
              summary: The server is closing
              value:
                resourceType: OperationOutcome
                issue:
                  - { severity: error, code: transient, details: { text: "SVAR-S-503: the service is closing" } }
            DiskFull:
              summary: No room
              value:
                resourceType: OperationOutcome
                issue:
                  - severity: error
                    code: no-store
                    details: { text: "SVAR-S-507: the disk is full; nothing of this was stored" }
            Replica:
              summary: A replica just enrolled
              value:
                replica: ndisur2ev4ypfywmezjyjqvps
                epoch: 707e9464db7a5191fc09
                integrityKey: 7YCrK3pbBnqieZf8mgrGAsXUGNLMsfoqRv20v8clFrs
                scopeVersion: 0
                limits: { persons: 20000, pageUnits: 500 }
                professionals:
                  - { hpr: "9144889", tag: 5h0tT1b2Nf0m7mTzq3bq4w }
                professionalsVersion: 1
                stamp: [1795284755083, 0]
            ScopeToSet:
              summary: One person
              value:
                persons:
                  - { person: "20874600076", basis: care, responsible: "9144889", until: "2026-12-10T00:00:00Z" }
            ScopeToChange:
              summary: One person less
              value: { end: [LUhyJyWHVrDpuIt4HmLiPw] }
            Scope:
              summary: One person
              value:
                scopeVersion: 1
                persons:
                  - p: LUhyJyWHVrDpuIt4HmLiPw
                    basis: care
                    responsible: "9144889"
                    until: "2026-12-10T00:00:00.000000Z"
            ScopeSet:
              summary: One person
              value:
                scopeVersion: 1
                persons:
                  - { p: LUhyJyWHVrDpuIt4HmLiPw, until: "2026-12-10T00:00:00.000000Z" }
            PersonsToReconcile:
              summary: One person
              value: { token: TOKEN, persons: [LUhyJyWHVrDpuIt4HmLiPw] }
            Lines:
              summary: A small round
              value: |
                {"t":"begin","mode":"delta","from":[1795284755083,0],"to":[1795284790112,0],"est":1,"round":"AF7iTnVDGkM"}
                {"t":"deny","k":"FpBepWVjfNePMKCZpAlpWA","p":"LUhyJyWHVrDpuIt4HmLiPw","kp":[1795284790112,0],"c":"withdrawn"}
                {"t":"page","n":1,"token":"TOKEN"}
                {"t":"end","token":"TOKEN","count":8,"digest":"OQ3VQbULTcSSNml5zM-HikKRuxJuuWTIq-WVyJIQ7KA","more":false}
            TokenMalformed:
              summary: A token that was changed
              value:
                resourceType: OperationOutcome
                issue:
                  - severity: error
                    code: value
                    details: { text: "the token is none of this server, or not for this; reconcile" }
                    diagnostics: "token-malformed: the token is none of this server, or not for this; reconcile"
            TokenNotYours:
              summary: Another replica's token
              value:
                resourceType: OperationOutcome
                issue:
                  - severity: error
                    code: forbidden
                    details: { text: "the token is of another replica or client" }
                    diagnostics: "token-not-yours: the token is of another replica or client"
            ReplicaRevoked:
              summary: A replica that was ended
              value:
                resourceType: OperationOutcome
                issue:
                  - severity: error
                    code: forbidden
                    details: { text: "the replica was ended; destroy what it holds" }
                    diagnostics: "replica-revoked: the replica was ended; destroy what it holds"
            ReplicaUnknown:
              summary: Another client's replica, or none
              value:
                resourceType: OperationOutcome
                issue:
                  - severity: error
                    code: not-found
                    details: { text: "no such replica of this client" }
                    diagnostics: "replica-unknown: no such replica of this client"
            SyncTokenExpired:
              summary: A token of last year
              value:
                resourceType: OperationOutcome
                issue:
                  - severity: error
                    code: expired
                    details: { text: "the token is older than what is kept for it; reconcile" }
                    diagnostics: "token-expired: the token is older than what is kept for it; reconcile"
            EpochChanged:
              summary: A restored store
              value:
                resourceType: OperationOutcome
                issue:
                  - severity: error
                    code: expired
                    details: { text: "the store was restored since; reconcile" }
                    diagnostics: "epoch-changed: the store was restored since; reconcile"
            ScopeReset:
              summary: A store that knows less of the scope
              value:
                resourceType: OperationOutcome
                issue:
                  - severity: error
                    code: expired
                    details: { text: "the scope was made anew since; reconcile" }
                    diagnostics: "scope-reset: the scope was made anew since; reconcile"
            ScopeConflict:
              summary: Somebody else changed the scope
              value:
                resourceType: OperationOutcome
                issue:
                  - severity: error
                    code: conflict
                    details: { text: "the scope has another version by now; read it again" }
                    diagnostics: "scope-conflict: the scope has another version by now; read it again"
            SchemaUnsupported:
              summary: An old program
              value:
                resourceType: OperationOutcome
                issue:
                  - severity: error
                    code: not-supported
                    details: { text: "the replica's program is too old; update it" }
                    diagnostics: "schema-unsupported: the replica's program is too old; update it"
            ScopeLineWrong:
              summary: An end that is too far away
              value:
                resourceType: OperationOutcome
                issue:
                  - severity: error
                    code: value
                    details: { text: until may be 30 days from now at most for care }
                    expression: ["persons[0].until"]

            SealToSet:
              summary: A seal of everything
              value: { kind: seal, why: Private, wish: true }
            DenialToSet:
              summary: A result is kept back until it is talked about
              value:
                kind: denial
                ground: NORN_FPB
                target: { report: DiagnosticReport/vjv3gyvcdxf5biye52h3vi7l7 }
                valid: { until: "2036-12-01T08:00:00+01:00" }
            SettingDeed:
              summary: Why
              value: { why: Talked with the patient }
            SettingExtension:
              summary: Another date
              value: { until: "2036-12-01T08:00:00+01:00" }
            PresetToSet:
              summary: Ten days for one order
              value: { order: EX-2026-17, delay: { days: 10 } }
            Setting:
              summary: A seal
              value: &setting
                id: vjv3gyvcdxf5biye52h3vi7l7
                kind: seal
                state: active
                valid: { from: "2026-03-14T10:41:07.198715Z" }
                set: { at: "2026-03-14T10:41:07.198715Z", by: { role: citizen, you: true } }
            Settings:
              summary: One setting
              value:
                settings: [*setting]
            Preset:
              summary: Ten days for one order
              value: &preset
                order: EX-2026-17
                organisation: "310000001"
                set: "2026-03-14T10:41:07.198715Z"
                lapses: "2027-03-13T23:00:00.000000Z"
                delay: { days: 10 }
            Presets:
              summary: One preset
              value:
                presets: [*preset]
            Consent:
              summary: A seal as a Consent
              value: &consent
                resourceType: Consent
                id: vjv3gyvcdxf5biye52h3vi7l7
                meta: { versionId: "1", lastUpdated: "2026-03-14T10:41:07.198715Z" }
                status: active
                scope: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/consentscope", code: patient-privacy }] }
                category:
                  - { coding: [{ system: "http://svar.example/fhir/CodeSystem/setting-kind", code: seal }] }
                  - { coding: [{ system: "http://loinc.org", code: 59284-0 }] }
                patient: { reference: Patient/6cqwq6nw6bzdy6pbyehrnx45h }
                dateTime: "2026-03-14T10:41:07.198715Z"
                policy: [{ uri: "https://lovdata.no/dokument/SF/forskrift/2013-05-31-563" }]
                provision:
                  type: deny
                  period: { start: "2026-03-14T10:41:07.198715Z" }
                  action: [{ coding: [{ system: "http://terminology.hl7.org/CodeSystem/consentaction", code: access }] }]
                  securityLabel: [{ system: "urn:oid:2.16.578.1.12.4.1.1.9603", code: NORS }]
            Consents:
              summary: One Consent
              value:
                resourceType: Bundle
                type: searchset
                total: 1
                link: [{ relation: self, url: "http://127.0.0.1:8080/v1/fhir/Consent?status=active" }]
                entry:
                  - fullUrl: http://127.0.0.1:8080/v1/fhir/Consent/vjv3gyvcdxf5biye52h3vi7l7
                    resource: *consent
                    search: { mode: match }
        """##

    /// The style of the page made from it.
    static let style: StaticString = ##"""
        /* The page of the HTTP interface: system fonts, light and dark by the reader's choice, one column on narrow screens. */
        :root {
          color-scheme: light dark;
          --ground: #fbfaf8;
          --raised: #ffffff;
          --sunken: #f2f0ec;
          --line: #e2ded7;
          --ink: #1f1d1a;
          --soft: #625d55;
          --accent: #0b5c55;
          --get: #1c6b3f;
          --post: #1b4f9c;
          --put: #8a5200;
          --delete: #a3262a;
          --bad: #a3262a;
          --good: #1c6b3f;
          --text: "Iowan Old Style", "Source Serif 4", Charter, "Bitstream Charter", Georgia, serif;
          --plain: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
          --mono: ui-monospace, "SF Mono", "JetBrains Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
          --bar: 3.25rem;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --ground: #151719;
            --raised: #1c1f22;
            --sunken: #101214;
            --line: #32373c;
            --ink: #e8e6e1;
            --soft: #a5a29b;
            --accent: #6fc7bb;
            --get: #7fcf9b;
            --post: #8db8f5;
            --put: #e5b268;
            --delete: #f19292;
            --bad: #f19292;
            --good: #7fcf9b;
          }
        }
        * { box-sizing: border-box; }
        html { scroll-padding-top: calc(var(--bar) + 1rem); -webkit-text-size-adjust: 100%; }
        body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.55 var(--plain); }
        a { color: var(--accent); text-underline-offset: 0.15em; }
        :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
        [hidden] { display: none !important; }
        code, pre, kbd { font-family: var(--mono); font-size: 0.875em; }
        p, ul, dl, h1, h2, h3, h4 { margin: 0; }

        /* The bar */
        .skip { position: absolute; left: -100vw; top: 0; z-index: 3; background: var(--raised); padding: 0.75rem 1rem; }
        .skip:focus { left: 0; }
        .bar {
          position: sticky; top: 0; z-index: 2; height: var(--bar);
          padding: 0 max(1.25rem, (100vw - 82rem) / 2 + 1.25rem);
          display: flex; align-items: center; gap: 1rem;
          background: var(--ground); border-bottom: 1px solid var(--line);
        }
        .bar .name { font-weight: 700; font-size: 1.125rem; letter-spacing: -0.01em; color: var(--ink); text-decoration: none; }
        .bar .file { margin-left: auto; font: 0.8125rem var(--mono); white-space: nowrap; }
        .find { flex: 0 1 26rem; position: relative; margin-left: auto; }
        .find + .file { margin-left: 0; }
        .find .quiet { position: absolute; left: -100vw; }
        .find input {
          width: 100%; height: 2.125rem; padding: 0 2rem 0 0.75rem; border: 1px solid var(--line); border-radius: 6px;
          background: var(--raised); color: inherit; font: 0.9375rem var(--plain);
        }
        .find kbd {
          position: absolute; right: 0.5rem; top: 0.4375rem; width: 1.25rem; height: 1.25rem; line-height: 1.2rem;
          text-align: center; border: 1px solid var(--line); border-radius: 4px; color: var(--soft); pointer-events: none;
        }
        .find input:focus + kbd, .find input:not(:placeholder-shown) + kbd { display: none; }
        .menu-button, .copy {
          font: 600 0.8125rem var(--plain); color: var(--accent); background: var(--raised);
          border: 1px solid var(--line); border-radius: 6px; padding: 0.25rem 0.625rem; cursor: pointer;
        }
        .menu-button { display: none; }

        /* The frame */
        .frame { display: grid; grid-template-columns: 19rem minmax(0, 1fr); max-width: 82rem; margin: 0 auto; }
        nav {
          position: sticky; top: var(--bar); align-self: start; height: calc(100vh - var(--bar)); overflow-y: auto;
          padding: 1.5rem 0.75rem 3rem 1.25rem; border-right: 1px solid var(--line); font-size: 0.875rem; line-height: 1.35;
        }
        nav section + section { margin-top: 1.25rem; }
        nav h2 { font-size: 0.75rem; font-weight: 700; letter-spacing: 0.06em; text-transform: uppercase; }
        nav h2, nav h2 a { color: var(--soft); text-decoration: none; }
        nav ul { list-style: none; padding: 0; margin-top: 0.25rem; }
        nav li a {
          display: grid; grid-template-columns: 2.75rem 1fr; align-items: baseline; padding: 0.25rem 0.5rem 0.25rem 0;
          color: var(--ink); text-decoration: none; border-radius: 4px;
        }
        nav .rest li a { grid-template-columns: 1fr; padding-left: 0; }
        nav li a:hover, nav li a[aria-current] { background: var(--sunken); }
        nav li a[aria-current] span { color: var(--accent); font-weight: 600; }
        main { padding: 2.5rem clamp(1.25rem, 4vw, 3.5rem) 6rem; max-width: 60rem; min-width: 0; outline: none; }

        /* Text */
        .lead { margin-bottom: 3.5rem; }
        h1 { font: 600 clamp(1.75rem, 4vw, 2.375rem)/1.15 var(--text); letter-spacing: -0.015em; text-wrap: balance; }
        .lead p { margin-top: 1rem; max-width: 44rem; }
        .group { margin-top: 4rem; }
        .group > h2 {
          font: 600 1.625rem/1.2 var(--text); letter-spacing: -0.01em; padding-bottom: 0.5rem; border-bottom: 2px solid var(--ink);
        }
        .about { color: var(--soft); margin-top: 0.625rem; max-width: 44rem; }
        article { padding: 2rem 0 2.25rem; border-bottom: 1px solid var(--line); }
        article > p, article > ul { margin-top: 0.75rem; max-width: 44rem; }
        article > ul { padding-left: 1.25rem; }
        article > ul li + li { margin-top: 0.25rem; }
        h3 { font-size: 1.1875rem; line-height: 1.3; letter-spacing: -0.005em; display: flex; gap: 0.75rem; align-items: baseline; }
        h3 .self { color: inherit; text-decoration: none; }
        h3 .self:hover { text-decoration: underline; }
        .since { font: 0.75rem var(--plain); color: var(--soft); white-space: nowrap; }
        h4 { font-size: 0.8125rem; letter-spacing: 0.02em; color: var(--soft); font-weight: 700; margin: 1.5rem 0 0.25rem; }
        p code, li code, dd code, .about code { background: var(--sunken); border-radius: 3px; padding: 0.0625rem 0.25rem; overflow-wrap: anywhere; }
        .route { display: flex; gap: 0.625rem; align-items: baseline; }
        .route code { background: none; padding: 0; font-size: 0.9375rem; overflow-wrap: anywhere; }
        var { font-style: normal; color: var(--accent); }
        .method { font: 700 0.6875rem var(--mono); letter-spacing: 0.03em; color: var(--soft); }
        .method.get { color: var(--get); }
        .method.post { color: var(--post); }
        .method.put { color: var(--put); }
        .method.delete { color: var(--delete); }
        .route .method { font-size: 0.8125rem; }
        .scopes, .headers, .media { font-size: 0.875rem; color: var(--soft); }

        /* Code */
        .code { position: relative; margin-top: 1rem; background: var(--sunken); border: 1px solid var(--line); border-radius: 8px; }
        .code pre { margin: 0; padding: 0.875rem 1rem; overflow-x: auto; line-height: 1.5; border-radius: 8px; }
        .code.shell pre { padding-top: 2.25rem; }
        .code .label { position: absolute; left: 1rem; top: 0.5rem; font-size: 0.75rem; font-weight: 700; color: var(--soft); }
        .code .copy { position: absolute; right: 0.375rem; top: 0.375rem; padding: 0.125rem 0.5rem; }
        .sample { margin-top: 0.375rem; }
        .sample > summary { font-size: 0.875rem; cursor: pointer; color: var(--accent); }
        .sample .code { margin-top: 0.5rem; }

        /* Lists of parameters, answers and errors */
        .fields > div {
          display: grid; grid-template-columns: minmax(10rem, 15rem) minmax(0, 1fr); gap: 0 1.5rem; padding: 0.5rem 0;
          border-top: 1px solid var(--line);
        }
        .fields > div:first-child { border-top: 0; }
        .fields dt code { font-weight: 600; overflow-wrap: anywhere; }
        .fields dd { margin: 0; font-size: 0.9375rem; }
        .type { display: block; font-size: 0.8125rem; color: var(--soft); overflow-wrap: anywhere; }
        .needed { color: var(--bad); font-size: 0.75rem; margin-left: 0.5rem; font-weight: 600; }
        .example { color: var(--soft); white-space: nowrap; }
        .answer { padding: 0.5rem 0; }
        .answer + .answer { border-top: 1px solid var(--line); }
        .answer p { font-size: 0.9375rem; }
        .answer .headers, .answer .media { font-size: 0.8125rem; margin-top: 0.25rem; }
        .status { font: 700 0.875rem var(--mono); color: var(--good); }
        .status.bad { color: var(--bad); }
        .errors > summary { cursor: pointer; margin-top: 1rem; }
        .errors > summary h4 { display: inline; margin: 0; }
        .codes { font: 0.8125rem var(--mono); color: var(--soft); margin-left: 0.375rem; }
        .errors ul { list-style: none; padding: 0.25rem 0 0; }
        .errors li { display: grid; grid-template-columns: 3rem 1fr; padding: 0.25rem 0; font-size: 0.9375rem; }
        .none { color: var(--soft); padding: 2rem 0; }

        @media (max-width: 60rem) {
          .frame { display: block; }
          .bar { padding: 0 1rem; gap: 0.625rem; }
          .bar .file, .find kbd { display: none; }
          .find { flex: 1; }
          .find input { padding-right: 0.75rem; font-size: 1rem; }
          .scripted .menu-button { display: block; }
          nav { position: static; height: auto; border-right: 0; border-bottom: 1px solid var(--line); padding: 1rem; }
          .scripted nav { position: fixed; inset: var(--bar) 0 0; z-index: 1; background: var(--ground); display: none; }
          .scripted.open nav { display: block; overflow-y: auto; }
          .scripted.open { overflow: hidden; }
          nav li a { padding: 0.5rem 0; }
          main { padding: 1.75rem 1rem 4rem; }
          .fields > div { grid-template-columns: 1fr; }
          .example { white-space: normal; }
        }
        @media print {
          nav, .bar, .copy { display: none; }
          .frame { display: block; }
        }

        """##

    /// What the page does beyond showing: finding, copying, the menu.
    static let script: StaticString = ##"""
        // What the page does beyond showing: find as you type, copy an example, the menu of narrow screens, the place in it.
        "use strict";
        (() => {
          const root = document.documentElement;
          root.classList.add("scripted");
          const find = document.getElementById("find");
          const menuButton = document.querySelector(".menu-button");
          const articles = [...document.querySelectorAll("article[data-find]")];
          const entries = new Map([...document.querySelectorAll("nav li[data-for]")].map((entry) => [entry.dataset.for, entry]));
          document.querySelector(".find").hidden = false;
          menuButton.hidden = false;

          // Find: every word must stand somewhere in method, path, summary or parameters.
          const filter = () => {
            const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
            let shown = 0;
            for (const article of articles) {
              const fits = words.every((word) => article.dataset.find.includes(word));
              article.hidden = !fits;
              entries.get(article.id).hidden = !fits;
              if (fits) shown += 1;
            }
            for (const group of document.querySelectorAll("main .group, nav section")) {
              const parts = group.querySelectorAll("article, li");
              group.hidden = words.length > 0 && [...parts].every((part) => part.hidden || !(part.dataset.find || part.dataset.for));
            }
            document.getElementById("top").hidden = words.length > 0;
            document.getElementById("none").hidden = shown > 0;
          };
          find.addEventListener("input", () => {
            openMenu(false);
            filter();
          });
          document.addEventListener("keydown", (event) => {
            if (event.key === "/" && !/^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName)) {
              event.preventDefault();
              find.focus();
            } else if (event.key === "Escape") {
              if (document.activeElement === find && find.value) {
                find.value = "";
                filter();
              }
              openMenu(false);
            }
          });
          // A link to something that the filter hides shows it.
          const showTarget = () => {
            const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
            if (target && target.closest("[hidden]")) {
              find.value = "";
              filter();
              target.scrollIntoView();
            }
          };
          addEventListener("hashchange", showTarget);

          // The menu of narrow screens.
          const openMenu = (open) => {
            root.classList.toggle("open", open);
            menuButton.setAttribute("aria-expanded", String(open));
          };
          menuButton.addEventListener("click", () => openMenu(!root.classList.contains("open")));
          document.getElementById("menu").addEventListener("click", (event) => {
            if (event.target.closest("a")) openMenu(false);
          });

          // Copy.
          for (const block of document.querySelectorAll(".code")) {
            const button = document.createElement("button");
            button.type = "button";
            button.className = "copy";
            button.textContent = "Copy";
            button.addEventListener("click", async () => {
              const code = block.querySelector("code");
              try {
                await navigator.clipboard.writeText(code.textContent);
                button.textContent = "Copied";
              } catch {
                getSelection().selectAllChildren(code);
                button.textContent = "Selected";
              }
              setTimeout(() => (button.textContent = "Copy"), 1500);
            });
            block.append(button);
          }

          // Where the reader is, in the menu.
          let current;
          const mark = (id) => {
            const link = entries.get(id)?.firstElementChild;
            if (!link || link === current) return;
            current?.removeAttribute("aria-current");
            current = link;
            current.setAttribute("aria-current", "true");
            if (root.scrollWidth > 960) current.scrollIntoView({ block: "nearest" });
          };
          const seen = new IntersectionObserver(
            (changes) => changes.filter((change) => change.isIntersecting).forEach((change) => mark(change.target.id)),
            { rootMargin: "-20% 0px -70%" }
          );
          articles.forEach((article) => seen.observe(article));
        })();

        """##
}
