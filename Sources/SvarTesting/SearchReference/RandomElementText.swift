/// What random resources are made of: a type, and indented below it its elements: name (`*`: it repeats), once in how many
/// times it is there, data type, and for `code` and `Reference` what to choose from.
let randomElementText = """
    Patient
     active 2 boolean
     name* 1 HumanName
     telecom* 2 ContactPoint
     address* 2 Address
     gender 2 code male female unknown
     birthDate 2 date
     communication* 3
      language 1 CodeableConcept
     generalPractitioner* 3 Reference Practitioner Organization
     managingOrganization 3 Reference Organization
    Organization
     identifier* 2 Identifier
     active 2 boolean
     name 1 string
     alias* 2 string
     telecom* 2 ContactPoint
     address* 2 Address
     type* 2 CodeableConcept
     partOf 2 Reference Organization
    Location
     identifier* 2 Identifier
     status 2 code active inactive
     name 1 string
     alias* 2 string
     operationalStatus 2 Coding
     type* 2 CodeableConcept
     address 2 Address
     managingOrganization 2 Reference Organization
     partOf 2 Reference Location
    Practitioner
     identifier* 2 Identifier
     active 2 boolean
     name* 1 HumanName
     telecom* 2 ContactPoint
     address* 2 Address
     gender 2 code male female
    PractitionerRole
     identifier* 2 Identifier
     active 2 boolean
     period 2 Period
     practitioner 1 Reference Practitioner
     organization 2 Reference Organization
     code* 2 CodeableConcept
     specialty* 2 CodeableConcept
     location* 2 Reference Location
     telecom* 2 ContactPoint
    Encounter
     identifier* 2 Identifier
     status 1 code planned finished
     class 1 Coding
     type* 2 CodeableConcept
     basedOn* 2 Reference ServiceRequest
     participant* 2
      type* 2 CodeableConcept
      individual 2 Reference Practitioner PractitionerRole
     period 2 Period
     length 2 Quantity
     reasonCode* 2 CodeableConcept
     reasonReference* 3 Reference Observation
     location* 2
      location 1 Reference Location
      period 2 Period
     serviceProvider 2 Reference Organization
     partOf 2 Reference Encounter
    ServiceRequest
     identifier* 2 Identifier
     instantiatesUri* 3 uri
     basedOn* 3 Reference ServiceRequest
     replaces* 3 Reference ServiceRequest
     requisition 2 Identifier
     status 1 code active completed
     intent 1 code order plan
     category* 2 CodeableConcept
     priority 2 code routine stat
     code 2 CodeableConcept
     encounter 2 Reference Encounter
     occurrenceTiming 2 Timing
     authoredOn 2 dateTime
     requester 2 Reference Practitioner PractitionerRole Organization Patient
     performerType 2 CodeableConcept
     performer* 2 Reference Practitioner Organization
     bodySite* 2 CodeableConcept
    Specimen
     identifier* 2 Identifier
     accessionIdentifier 2 Identifier
     status 2 code available unavailable
     type 2 CodeableConcept
     parent* 3 Reference Specimen
     collection 2
      collector 2 Reference Practitioner PractitionerRole
      collectedDateTime 2 dateTime
      bodySite 2 CodeableConcept
     container* 2
      identifier* 2 Identifier
      type 2 CodeableConcept
    ImagingStudy
     identifier* 2 Identifier
     status 1 code available registered
     started 2 dateTime
     encounter 2 Reference Encounter
     basedOn* 2 Reference ServiceRequest
     referrer 2 Reference Practitioner
     interpreter* 2 Reference Practitioner PractitionerRole
     reasonCode* 2 CodeableConcept
     series* 2
      uid 1 code 1.2.3 1.2.4
      modality 1 Coding
      bodySite 2 Coding
      performer* 3
       actor 1 Reference Practitioner Organization
      instance* 2
       uid 1 code 1.2.3.1 1.2.3.2
       sopClass 1 Coding
    Media
     identifier* 2 Identifier
     basedOn* 2 Reference ServiceRequest
     status 1 code completed unknown
     type 2 CodeableConcept
     modality 2 CodeableConcept
     view 2 CodeableConcept
     encounter 2 Reference Encounter
     createdPeriod 2 Period
     operator 2 Reference Practitioner Patient
     bodySite 2 CodeableConcept
     content 1
      contentType 1 code image/png
    Observation
     identifier* 2 Identifier
     basedOn* 3 Reference ServiceRequest
     status 1 code final amended preliminary
     category* 2 CodeableConcept
     code 1 CodeableConcept
     encounter 3 Reference Encounter
     performer* 2 Reference Practitioner Organization PractitionerRole Patient
     method 3 CodeableConcept
     specimen 2 Reference Specimen
     hasMember* 3 Reference Observation
     derivedFrom* 3 Reference Observation ImagingStudy Media
    DiagnosticReport
     identifier* 2 Identifier
     basedOn* 2 Reference ServiceRequest
     status 1 code final amended preliminary
     category* 2 CodeableConcept
     code 1 CodeableConcept
     encounter 2 Reference Encounter
     effectiveDateTime 2 dateTime
     issued 2 instant
     performer* 2 Reference Practitioner Organization PractitionerRole
     resultsInterpreter* 3 Reference Practitioner PractitionerRole
     specimen* 2 Reference Specimen
     result* 2 Reference Observation
     media* 3
      link 1 Reference Media
     conclusionCode* 2 CodeableConcept
    DocumentReference
     masterIdentifier 3 Identifier
     identifier* 2 Identifier
     status 1 code current superseded
     type 2 CodeableConcept
     category* 2 CodeableConcept
     date 2 instant
     author* 2 Reference Practitioner Organization PractitionerRole
     authenticator 2 Reference Practitioner
     custodian 2 Reference Organization
     relatesTo* 2
      code 1 code replaces appends
      target 1 Reference DocumentReference
     description 2 string
     securityLabel* 2 CodeableConcept
     content* 1
      attachment 1
       contentType 2 code application/pdf text/plain
       language 2 code nb nn
       url 2 uri
      format 2 Coding
     context 2
      encounter* 2 Reference Encounter
      event* 2 CodeableConcept
      period 2 Period
      facilityType 2 CodeableConcept
      practiceSetting 2 CodeableConcept
      related* 2 Reference Observation Specimen
    Provenance
     occurredDateTime 2 dateTime
     recorded 1 instant
     location 2 Reference Location
     agent* 1
      type 2 CodeableConcept
      role* 2 CodeableConcept
      who 1 Reference Practitioner Organization
     entity* 2
      role 1 code source
      what 1 Reference DocumentReference Specimen
    """
