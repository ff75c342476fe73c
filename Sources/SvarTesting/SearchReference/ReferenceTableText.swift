/// Types are FHIR's names; `Email` and `Phone` are a ContactPoint of that system, `Deceased` is the test whether somebody
/// is dead. Behind `code=` stands the code system of the element's required value set (under http://hl7.org/fhir/ unless
/// it is whole). Targets that the service does not host are left out.
let referenceTableText = """
    DiagnosticReport
    based-on reference basedOn:Reference > ServiceRequest
    category token category:CodeableConcept
    code token code:CodeableConcept
    conclusion token conclusionCode:CodeableConcept
    date date effectiveDateTime:dateTime effectivePeriod:Period
    encounter reference encounter:Reference > Encounter
    identifier token identifier:Identifier
    issued date issued:instant
    media reference media.link:Reference > Media
    patient reference subject:Reference > Patient
    performer reference performer:Reference > Practitioner Organization PractitionerRole
    result reference result:Reference > Observation
    results-interpreter reference resultsInterpreter:Reference > Practitioner Organization PractitionerRole
    specimen reference specimen:Reference > Specimen
    status token status:code=diagnostic-report-status
    subject reference subject:Reference > Patient Location
    Observation
    based-on reference basedOn:Reference > ServiceRequest
    category token category:CodeableConcept
    code token code:CodeableConcept
    code-value-concept composite . = token:code:CodeableConcept token:valueCodeableConcept:CodeableConcept
    code-value-date composite . = token:code:CodeableConcept date:valueDateTime:dateTime,valuePeriod:Period
    code-value-quantity composite . = token:code:CodeableConcept quantity:valueQuantity:Quantity,valueSampledData:SampledData
    code-value-string composite . = token:code:CodeableConcept string:valueString:string,valueCodeableConcept.text:string
    combo-code token code:CodeableConcept component.code:CodeableConcept
    combo-code-value-concept composite . component = token:code:CodeableConcept token:valueCodeableConcept:CodeableConcept
    combo-code-value-quantity composite . component = token:code:CodeableConcept quantity:valueQuantity:Quantity,valueSampledData:SampledData
    combo-data-absent-reason token dataAbsentReason:CodeableConcept component.dataAbsentReason:CodeableConcept
    combo-value-concept token valueCodeableConcept:CodeableConcept component.valueCodeableConcept:CodeableConcept
    combo-value-quantity quantity valueQuantity:Quantity valueSampledData:SampledData component.valueQuantity:Quantity component.valueSampledData:SampledData
    component-code token component.code:CodeableConcept
    component-code-value-concept composite component = token:code:CodeableConcept token:valueCodeableConcept:CodeableConcept
    component-code-value-quantity composite component = token:code:CodeableConcept quantity:valueQuantity:Quantity,valueSampledData:SampledData
    component-data-absent-reason token component.dataAbsentReason:CodeableConcept
    component-value-concept token component.valueCodeableConcept:CodeableConcept
    component-value-quantity quantity component.valueQuantity:Quantity component.valueSampledData:SampledData
    data-absent-reason token dataAbsentReason:CodeableConcept
    date date effectiveDateTime:dateTime effectivePeriod:Period effectiveTiming:Timing effectiveInstant:instant
    derived-from reference derivedFrom:Reference > Media Observation ImagingStudy DocumentReference
    encounter reference encounter:Reference > Encounter
    has-member reference hasMember:Reference > Observation
    identifier token identifier:Identifier
    method token method:CodeableConcept
    patient reference subject:Reference > Patient
    performer reference performer:Reference > Practitioner Organization Patient PractitionerRole RelatedPerson
    specimen reference specimen:Reference > Specimen
    status token status:code=observation-status
    subject reference subject:Reference > Patient Location
    value-concept token valueCodeableConcept:CodeableConcept
    value-date date valueDateTime:dateTime valuePeriod:Period
    value-quantity quantity valueQuantity:Quantity valueSampledData:SampledData
    value-string string valueString:string valueCodeableConcept.text:string
    Specimen
    accession token accessionIdentifier:Identifier
    bodysite token collection.bodySite:CodeableConcept
    collected date collection.collectedDateTime:dateTime collection.collectedPeriod:Period
    collector reference collection.collector:Reference > Practitioner PractitionerRole
    container token container.type:CodeableConcept
    container-id token container.identifier:Identifier
    identifier token identifier:Identifier
    parent reference parent:Reference > Specimen
    patient reference subject:Reference > Patient
    status token status:code=specimen-status
    subject reference subject:Reference > Patient Location
    type token type:CodeableConcept
    ServiceRequest
    authored date authoredOn:dateTime
    based-on reference basedOn:Reference > ServiceRequest
    body-site token bodySite:CodeableConcept
    category token category:CodeableConcept
    code token code:CodeableConcept
    encounter reference encounter:Reference > Encounter
    identifier token identifier:Identifier
    instantiates-uri uri instantiatesUri:uri
    intent token intent:code=request-intent
    occurrence date occurrenceDateTime:dateTime occurrencePeriod:Period occurrenceTiming:Timing
    patient reference subject:Reference > Patient
    performer reference performer:Reference > Practitioner Organization Patient PractitionerRole RelatedPerson
    performer-type token performerType:CodeableConcept
    priority token priority:code=request-priority
    replaces reference replaces:Reference > ServiceRequest
    requester reference requester:Reference > Practitioner Organization Patient PractitionerRole RelatedPerson
    requisition token requisition:Identifier
    specimen reference specimen:Reference > Specimen
    status token status:code=request-status
    subject reference subject:Reference > Patient Location
    Patient
    active token active:boolean
    address string address:Address
    address-city string address.city:string
    address-country string address.country:string
    address-postalcode string address.postalCode:string
    address-state string address.state:string
    address-use token address.use:code=address-use
    birthdate date birthDate:date
    death-date date deceasedDateTime:dateTime
    deceased token deceasedBoolean:Deceased deceasedDateTime:Deceased
    email token telecom:Email
    family string name.family:string
    gender token gender:code=administrative-gender
    general-practitioner reference generalPractitioner:Reference > Practitioner Organization PractitionerRole
    given string name.given:string
    identifier token identifier:Identifier
    language token communication.language:CodeableConcept
    link reference link.other:Reference > Patient RelatedPerson
    name string name:HumanName
    organization reference managingOrganization:Reference > Organization
    phone token telecom:Phone
    telecom token telecom:ContactPoint
    Encounter
    based-on reference basedOn:Reference > ServiceRequest
    class token class:Coding
    date date period:Period
    identifier token identifier:Identifier
    length quantity length:Quantity
    location reference location.location:Reference > Location
    location-period date location.period:Period
    part-of reference partOf:Reference > Encounter
    participant reference participant.individual:Reference > Practitioner PractitionerRole RelatedPerson
    participant-type token participant.type:CodeableConcept
    patient reference subject:Reference > Patient
    practitioner reference participant.individual:Reference > Practitioner
    reason-code token reasonCode:CodeableConcept
    reason-reference reference reasonReference:Reference > Observation
    service-provider reference serviceProvider:Reference > Organization
    status token status:code=encounter-status
    subject reference subject:Reference > Patient
    type token type:CodeableConcept
    Practitioner
    active token active:boolean
    address-city string address.city:string
    family string name.family:string
    gender token gender:code=administrative-gender
    given string name.given:string
    identifier token identifier:Identifier
    name string name:HumanName
    phone token telecom:Phone
    telecom token telecom:ContactPoint
    PractitionerRole
    active token active:boolean
    date date period:Period
    email token telecom:Email
    identifier token identifier:Identifier
    location reference location:Reference > Location
    organization reference organization:Reference > Organization
    practitioner reference practitioner:Reference > Practitioner
    role token code:CodeableConcept
    specialty token specialty:CodeableConcept
    Organization
    active token active:boolean
    address-city string address.city:string
    identifier token identifier:Identifier
    name string name:string alias:string
    partof reference partOf:Reference > Organization
    type token type:CodeableConcept
    Location
    address string address:Address
    address-city string address.city:string
    identifier token identifier:Identifier
    name string name:string alias:string
    operational-status token operationalStatus:Coding
    organization reference managingOrganization:Reference > Organization
    partof reference partOf:Reference > Location
    status token status:code=location-status
    type token type:CodeableConcept
    ImagingStudy
    basedon reference basedOn:Reference > ServiceRequest
    bodysite token series.bodySite:Coding
    dicom-class token series.instance.sopClass:Coding
    encounter reference encounter:Reference > Encounter
    identifier token identifier:Identifier
    instance token series.instance.uid:id
    interpreter reference interpreter:Reference > Practitioner PractitionerRole
    modality token series.modality:Coding
    patient reference subject:Reference > Patient
    performer reference series.performer.actor:Reference > Practitioner Organization Patient PractitionerRole RelatedPerson
    reason token reasonCode:CodeableConcept
    referrer reference referrer:Reference > Practitioner PractitionerRole
    series token series.uid:id
    started date started:dateTime
    status token status:code=imagingstudy-status
    subject reference subject:Reference > Patient
    Media
    based-on reference basedOn:Reference > ServiceRequest
    created date createdDateTime:dateTime createdPeriod:Period
    encounter reference encounter:Reference > Encounter
    identifier token identifier:Identifier
    modality token modality:CodeableConcept
    operator reference operator:Reference > Practitioner Organization Patient PractitionerRole RelatedPerson
    patient reference subject:Reference > Patient
    site token bodySite:CodeableConcept
    status token status:code=event-status
    subject reference subject:Reference > Practitioner Specimen Patient PractitionerRole Location
    type token type:CodeableConcept
    view token view:CodeableConcept
    DocumentReference
    author reference author:Reference > Practitioner Organization Patient PractitionerRole RelatedPerson
    authenticator reference authenticator:Reference > Practitioner Organization PractitionerRole
    category token category:CodeableConcept
    contenttype token content.attachment.contentType:code=urn:ietf:bcp:13
    custodian reference custodian:Reference > Organization
    date date date:instant
    description string description:string
    encounter reference context.encounter:Reference > Encounter
    event token context.event:CodeableConcept
    facility token context.facilityType:CodeableConcept
    format token content.format:Coding
    identifier token masterIdentifier:Identifier identifier:Identifier
    language token content.attachment.language:code
    location uri content.attachment.url:uri
    patient reference subject:Reference > Patient
    period date context.period:Period
    related reference context.related:Reference > *
    relatesto reference relatesTo.target:Reference > DocumentReference
    relation token relatesTo.code:code=document-relationship-type
    relationship composite relatesTo = reference:target:Reference token:code:code=document-relationship-type
    security-label token securityLabel:CodeableConcept
    setting token context.practiceSetting:CodeableConcept
    status token status:code=document-reference-status
    subject reference subject:Reference > Patient Practitioner
    type token type:CodeableConcept
    Provenance
    agent reference agent.who:Reference > Practitioner Organization Patient PractitionerRole RelatedPerson
    agent-role token agent.role:CodeableConcept
    agent-type token agent.type:CodeableConcept
    entity reference entity.what:Reference > *
    location reference location:Reference > Location
    patient reference target:Reference > Patient
    recorded date recorded:instant
    signature-type token signature.type:Coding
    target reference target:Reference > *
    when date occurredDateTime:dateTime
    """
