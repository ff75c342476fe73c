// Made by scripts/definitions/generate.py from the HL7 FHIR R4 4.0.1 definitions (CC0). Do not edit.
// swift-format-ignore-file

extension GeneratedTables {
    /// The elements of every resource type.
    static let resources: StaticString = #"""
        :Account resource DomainResource
        identifier 0 * S Identifier
        status 1 1 SM code !account-status
        type 0 1 S CodeableConcept
        name 0 1 S string
        subject 0 * S Reference(Patient|Device|Practitioner|PractitionerRole|Location|HealthcareService|Organization)
        servicePeriod 0 1 S Period
        coverage 0 * S @Account.coverage
        owner 0 1 S Reference(Organization)
        description 0 1 S string
        guarantor 0 * - @Account.guarantor
        partOf 0 1 - Reference(Account)
        :Account.coverage backbone BackboneElement
        coverage 1 1 S Reference(Coverage)
        priority 0 1 S positiveInt
        :Account.guarantor backbone BackboneElement
        party 1 1 - Reference(Patient|RelatedPerson|Organization)
        onHold 0 1 - boolean
        period 0 1 - Period
        :ActivityDefinition resource DomainResource
        url 0 1 S uri
        identifier 0 * S Identifier
        version 0 1 S string
        name 0 1 S string
        title 0 1 S string
        subtitle 0 1 - string
        status 1 1 SM code !publication-status
        experimental 0 1 S boolean
        subject[x] 0 1 - CodeableConcept,Reference(Group)
        date 0 1 S dateTime
        publisher 0 1 S string
        contact 0 * S ContactDetail
        description 0 1 S markdown
        useContext 0 * S UsageContext
        jurisdiction 0 * S CodeableConcept
        purpose 0 1 - markdown
        usage 0 1 - string
        copyright 0 1 - markdown
        approvalDate 0 1 - date
        lastReviewDate 0 1 - date
        effectivePeriod 0 1 S Period
        topic 0 * - CodeableConcept
        author 0 * - ContactDetail
        editor 0 * - ContactDetail
        reviewer 0 * - ContactDetail
        endorser 0 * - ContactDetail
        relatedArtifact 0 * - RelatedArtifact
        library 0 * - canonical(Library)
        kind 0 1 S code !request-resource-types
        profile 0 1 - canonical(StructureDefinition)
        code 0 1 S CodeableConcept
        intent 0 1 - code !request-intent
        priority 0 1 - code !request-priority
        doNotPerform 0 1 SM boolean
        timing[x] 0 1 - Timing,dateTime,Age,Period,Range,Duration
        location 0 1 - Reference(Location)
        participant 0 * - @ActivityDefinition.participant
        product[x] 0 1 - Reference(Medication|Substance),CodeableConcept
        quantity 0 1 - Quantity
        dosage 0 * - Dosage
        bodySite 0 * - CodeableConcept
        specimenRequirement 0 * - Reference(SpecimenDefinition)
        observationRequirement 0 * - Reference(ObservationDefinition)
        observationResultRequirement 0 * - Reference(ObservationDefinition)
        transform 0 1 - canonical(StructureMap)
        dynamicValue 0 * - @ActivityDefinition.dynamicValue
        :ActivityDefinition.participant backbone BackboneElement
        type 1 1 - code !action-participant-type
        role 0 1 - CodeableConcept
        :ActivityDefinition.dynamicValue backbone BackboneElement
        path 1 1 - string
        expression 1 1 - Expression
        :AdverseEvent resource DomainResource
        identifier 0 1 S Identifier
        actuality 1 1 SM code !adverse-event-actuality
        category 0 * S CodeableConcept
        event 0 1 S CodeableConcept
        subject 1 1 S Reference(Patient|Group|Practitioner|RelatedPerson)
        encounter 0 1 S Reference(Encounter)
        date 0 1 S dateTime
        detected 0 1 S dateTime
        recordedDate 0 1 S dateTime
        resultingCondition 0 * S Reference(Condition)
        location 0 1 S Reference(Location)
        seriousness 0 1 S CodeableConcept
        severity 0 1 S CodeableConcept !adverse-event-severity
        outcome 0 1 S CodeableConcept !adverse-event-outcome
        recorder 0 1 S Reference(Patient|Practitioner|PractitionerRole|RelatedPerson)
        contributor 0 * S Reference(Practitioner|PractitionerRole|Device)
        suspectEntity 0 * S @AdverseEvent.suspectEntity
        subjectMedicalHistory 0 * S Reference(Condition|Observation|AllergyIntolerance|FamilyMemberHistory|Immunization|Procedure|Media|DocumentReference)
        referenceDocument 0 * S Reference(DocumentReference)
        study 0 * S Reference(ResearchStudy)
        :AdverseEvent.suspectEntity backbone BackboneElement
        instance 1 1 S Reference(Immunization|Procedure|Substance|Medication|MedicationAdministration|MedicationStatement|Device)
        causality 0 * S @AdverseEvent.suspectEntity.causality
        :AdverseEvent.suspectEntity.causality backbone BackboneElement
        assessment 0 1 S CodeableConcept
        productRelatedness 0 1 S string
        author 0 1 S Reference(Practitioner|PractitionerRole)
        method 0 1 S CodeableConcept
        :AllergyIntolerance resource DomainResource
        identifier 0 * S Identifier
        clinicalStatus 0 1 SM CodeableConcept !allergyintolerance-clinical
        verificationStatus 0 1 SM CodeableConcept !allergyintolerance-verification
        type 0 1 S code !allergy-intolerance-type
        category 0 * S code !allergy-intolerance-category
        criticality 0 1 S code !allergy-intolerance-criticality
        code 0 1 S CodeableConcept
        patient 1 1 S Reference(Patient)
        encounter 0 1 - Reference(Encounter)
        onset[x] 0 1 - dateTime,Age,Period,Range,string
        recordedDate 0 1 - dateTime
        recorder 0 1 - Reference(Practitioner|PractitionerRole|Patient|RelatedPerson)
        asserter 0 1 S Reference(Patient|RelatedPerson|Practitioner|PractitionerRole)
        lastOccurrence 0 1 - dateTime
        note 0 * - Annotation
        reaction 0 * - @AllergyIntolerance.reaction
        :AllergyIntolerance.reaction backbone BackboneElement
        substance 0 1 - CodeableConcept
        manifestation 1 * - CodeableConcept
        description 0 1 - string
        onset 0 1 - dateTime
        severity 0 1 - code !reaction-event-severity
        exposureRoute 0 1 - CodeableConcept
        note 0 * - Annotation
        :Appointment resource DomainResource
        identifier 0 * S Identifier
        status 1 1 SM code !appointmentstatus
        cancelationReason 0 1 S CodeableConcept
        serviceCategory 0 * S CodeableConcept
        serviceType 0 * S CodeableConcept
        specialty 0 * S CodeableConcept
        appointmentType 0 1 S CodeableConcept
        reasonCode 0 * S CodeableConcept
        reasonReference 0 * - Reference(Condition|Procedure|Observation|ImmunizationRecommendation)
        priority 0 1 - unsignedInt
        description 0 1 - string
        supportingInformation 0 * - Reference
        start 0 1 S instant
        end 0 1 S instant
        minutesDuration 0 1 - positiveInt
        slot 0 * - Reference(Slot)
        created 0 1 - dateTime
        comment 0 1 - string
        patientInstruction 0 1 - string
        basedOn 0 * - Reference(ServiceRequest)
        participant 1 * - @Appointment.participant
        requestedPeriod 0 * - Period
        :Appointment.participant backbone BackboneElement
        type 0 * S CodeableConcept
        actor 0 1 S Reference(Patient|Practitioner|PractitionerRole|RelatedPerson|Device|HealthcareService|Location)
        required 0 1 S code !participantrequired
        status 1 1 S code !participationstatus
        period 0 1 - Period
        :AppointmentResponse resource DomainResource
        identifier 0 * S Identifier
        appointment 1 1 S Reference(Appointment)
        start 0 1 - instant
        end 0 1 - instant
        participantType 0 * S CodeableConcept
        actor 0 1 S Reference(Patient|Practitioner|PractitionerRole|RelatedPerson|Device|HealthcareService|Location)
        participantStatus 1 1 SM code !participationstatus
        comment 0 1 - string
        :AuditEvent resource DomainResource
        type 1 1 S Coding
        subtype 0 * S Coding
        action 0 1 S code !audit-event-action
        period 0 1 - Period
        recorded 1 1 S instant
        outcome 0 1 S code !audit-event-outcome
        outcomeDesc 0 1 S string
        purposeOfEvent 0 * S CodeableConcept
        agent 1 * - @AuditEvent.agent
        source 1 1 - @AuditEvent.source
        entity 0 * - @AuditEvent.entity
        :AuditEvent.agent backbone BackboneElement
        type 0 1 - CodeableConcept
        role 0 * - CodeableConcept
        who 0 1 S Reference(PractitionerRole|Practitioner|Organization|Device|Patient|RelatedPerson)
        altId 0 1 - string
        name 0 1 - string
        requestor 1 1 S boolean
        location 0 1 - Reference(Location)
        policy 0 * - uri
        media 0 1 - Coding
        network 0 1 - @AuditEvent.agent.network
        purposeOfUse 0 * - CodeableConcept
        :AuditEvent.agent.network backbone BackboneElement
        address 0 1 - string
        type 0 1 - code !network-type
        :AuditEvent.source backbone BackboneElement
        site 0 1 - string
        observer 1 1 S Reference(PractitionerRole|Practitioner|Organization|Device|Patient|RelatedPerson)
        type 0 * - Coding
        :AuditEvent.entity backbone BackboneElement
        what 0 1 S Reference
        type 0 1 - Coding
        role 0 1 - Coding
        lifecycle 0 1 - Coding
        securityLabel 0 * - Coding
        name 0 1 S string
        description 0 1 - string
        query 0 1 S base64Binary
        detail 0 * - @AuditEvent.entity.detail
        :AuditEvent.entity.detail backbone BackboneElement
        type 1 1 - string
        value[x] 1 1 - string,base64Binary
        :Basic resource DomainResource
        identifier 0 * S Identifier
        code 1 1 SM CodeableConcept
        subject 0 1 S Reference
        created 0 1 S date
        author 0 1 S Reference(Practitioner|PractitionerRole|Patient|RelatedPerson|Organization)
        :Binary resource Resource
        contentType 1 1 S code !mimetypes
        securityContext 0 1 S Reference
        data 0 1 - base64Binary
        :BiologicallyDerivedProduct resource DomainResource
        identifier 0 * S Identifier
        productCategory 0 1 - code !product-category
        productCode 0 1 - CodeableConcept
        status 0 1 - code !product-status
        request 0 * - Reference(ServiceRequest)
        quantity 0 1 - integer
        parent 0 * - Reference(BiologicallyDerivedProduct)
        collection 0 1 - @BiologicallyDerivedProduct.collection
        processing 0 * - @BiologicallyDerivedProduct.processing
        manipulation 0 1 - @BiologicallyDerivedProduct.manipulation
        storage 0 * - @BiologicallyDerivedProduct.storage
        :BiologicallyDerivedProduct.collection backbone BackboneElement
        collector 0 1 - Reference(Practitioner|PractitionerRole)
        source 0 1 - Reference(Patient|Organization)
        collected[x] 0 1 - dateTime,Period
        :BiologicallyDerivedProduct.processing backbone BackboneElement
        description 0 1 - string
        procedure 0 1 - CodeableConcept
        additive 0 1 - Reference(Substance)
        time[x] 0 1 - dateTime,Period
        :BiologicallyDerivedProduct.manipulation backbone BackboneElement
        description 0 1 - string
        time[x] 0 1 - dateTime,Period
        :BiologicallyDerivedProduct.storage backbone BackboneElement
        description 0 1 - string
        temperature 0 1 - decimal
        scale 0 1 - code !product-storage-scale
        duration 0 1 - Period
        :BodyStructure resource DomainResource
        identifier 0 * S Identifier
        active 0 1 SM boolean
        morphology 0 1 S CodeableConcept
        location 0 1 S CodeableConcept
        locationQualifier 0 * - CodeableConcept
        description 0 1 S string
        image 0 * - Attachment
        patient 1 1 S Reference(Patient)
        :Bundle resource Resource
        identifier 0 1 S Identifier
        type 1 1 S code !bundle-type
        timestamp 0 1 S instant
        total 0 1 S unsignedInt
        link 0 * S @Bundle.link
        entry 0 * S @Bundle.entry
        signature 0 1 S Signature
        :Bundle.link backbone BackboneElement
        relation 1 1 S string
        url 1 1 S uri
        :Bundle.entry backbone BackboneElement
        link 0 * S @Bundle.link
        fullUrl 0 1 S uri
        resource 0 1 S Resource
        search 0 1 S @Bundle.entry.search
        request 0 1 S @Bundle.entry.request
        response 0 1 S @Bundle.entry.response
        :Bundle.entry.search backbone BackboneElement
        mode 0 1 S code !search-entry-mode
        score 0 1 S decimal
        :Bundle.entry.request backbone BackboneElement
        method 1 1 S code !http-verb
        url 1 1 S uri
        ifNoneMatch 0 1 S string
        ifModifiedSince 0 1 S instant
        ifMatch 0 1 S string
        ifNoneExist 0 1 S string
        :Bundle.entry.response backbone BackboneElement
        status 1 1 S string
        location 0 1 S uri
        etag 0 1 S string
        lastModified 0 1 S instant
        outcome 0 1 S Resource
        :CapabilityStatement resource DomainResource
        url 0 1 S uri
        version 0 1 S string
        name 0 1 S string
        title 0 1 S string
        status 1 1 SM code !publication-status
        experimental 0 1 S boolean
        date 1 1 S dateTime
        publisher 0 1 S string
        contact 0 * S ContactDetail
        description 0 1 - markdown
        useContext 0 * S UsageContext
        jurisdiction 0 * S CodeableConcept
        purpose 0 1 - markdown
        copyright 0 1 - markdown
        kind 1 1 S code !capability-statement-kind
        instantiates 0 * S canonical(CapabilityStatement)
        imports 0 * S canonical(CapabilityStatement)
        software 0 1 S @CapabilityStatement.software
        implementation 0 1 S @CapabilityStatement.implementation
        fhirVersion 1 1 S code !FHIR-version
        format 1 * S code !mimetypes
        patchFormat 0 * S code !mimetypes
        implementationGuide 0 * S canonical(ImplementationGuide)
        rest 0 * S @CapabilityStatement.rest
        messaging 0 * S @CapabilityStatement.messaging
        document 0 * S @CapabilityStatement.document
        :CapabilityStatement.software backbone BackboneElement
        name 1 1 S string
        version 0 1 S string
        releaseDate 0 1 S dateTime
        :CapabilityStatement.implementation backbone BackboneElement
        description 1 1 S string
        url 0 1 S url
        custodian 0 1 S Reference(Organization)
        :CapabilityStatement.rest backbone BackboneElement
        mode 1 1 S code !restful-capability-mode
        documentation 0 1 - markdown
        security 0 1 S @CapabilityStatement.rest.security
        resource 0 * S @CapabilityStatement.rest.resource
        interaction 0 * - @CapabilityStatement.rest.interaction
        searchParam 0 * - @CapabilityStatement.rest.resource.searchParam
        operation 0 * S @CapabilityStatement.rest.resource.operation
        compartment 0 * - canonical(CompartmentDefinition)
        :CapabilityStatement.rest.security backbone BackboneElement
        cors 0 1 S boolean
        service 0 * S CodeableConcept
        description 0 1 - markdown
        :CapabilityStatement.rest.resource backbone BackboneElement
        type 1 1 S code !resource-types
        profile 0 1 S canonical(StructureDefinition)
        supportedProfile 0 * S canonical(StructureDefinition)
        documentation 0 1 - markdown
        interaction 0 * - @CapabilityStatement.rest.resource.interaction
        versioning 0 1 - code !versioning-policy
        readHistory 0 1 - boolean
        updateCreate 0 1 - boolean
        conditionalCreate 0 1 - boolean
        conditionalRead 0 1 - code !conditional-read-status
        conditionalUpdate 0 1 - boolean
        conditionalDelete 0 1 - code !conditional-delete-status
        referencePolicy 0 * - code !reference-handling-policy
        searchInclude 0 * - string
        searchRevInclude 0 * - string
        searchParam 0 * - @CapabilityStatement.rest.resource.searchParam
        operation 0 * S @CapabilityStatement.rest.resource.operation
        :CapabilityStatement.rest.resource.interaction backbone BackboneElement
        code 1 1 - code !type-restful-interaction
        documentation 0 1 - markdown
        :CapabilityStatement.rest.resource.searchParam backbone BackboneElement
        name 1 1 - string
        definition 0 1 - canonical(SearchParameter)
        type 1 1 - code !search-param-type
        documentation 0 1 - markdown
        :CapabilityStatement.rest.resource.operation backbone BackboneElement
        name 1 1 S string
        definition 1 1 S canonical(OperationDefinition)
        documentation 0 1 - markdown
        :CapabilityStatement.rest.interaction backbone BackboneElement
        code 1 1 - code !system-restful-interaction
        documentation 0 1 - markdown
        :CapabilityStatement.messaging backbone BackboneElement
        endpoint 0 * - @CapabilityStatement.messaging.endpoint
        reliableCache 0 1 - unsignedInt
        documentation 0 1 - markdown
        supportedMessage 0 * S @CapabilityStatement.messaging.supportedMessage
        :CapabilityStatement.messaging.endpoint backbone BackboneElement
        protocol 1 1 - Coding
        address 1 1 - url
        :CapabilityStatement.messaging.supportedMessage backbone BackboneElement
        mode 1 1 S code !event-capability-mode
        definition 1 1 S canonical(MessageDefinition)
        :CapabilityStatement.document backbone BackboneElement
        mode 1 1 S code !document-mode
        documentation 0 1 - markdown
        profile 1 1 S canonical(StructureDefinition)
        :CarePlan resource DomainResource
        identifier 0 * S Identifier
        instantiatesCanonical 0 * S canonical(PlanDefinition|Questionnaire|Measure|ActivityDefinition|OperationDefinition)
        instantiatesUri 0 * S uri
        basedOn 0 * S Reference(CarePlan)
        replaces 0 * S Reference(CarePlan)
        partOf 0 * S Reference(CarePlan)
        status 1 1 SM code !request-status
        intent 1 1 SM code !care-plan-intent
        category 0 * S CodeableConcept
        title 0 1 S string
        description 0 1 S string
        subject 1 1 S Reference(Patient|Group)
        encounter 0 1 S Reference(Encounter)
        period 0 1 S Period
        created 0 1 S dateTime
        author 0 1 S Reference(Patient|Practitioner|PractitionerRole|Device|RelatedPerson|Organization|CareTeam)
        contributor 0 * - Reference(Patient|Practitioner|PractitionerRole|Device|RelatedPerson|Organization|CareTeam)
        careTeam 0 * - Reference(CareTeam)
        addresses 0 * S Reference(Condition)
        supportingInfo 0 * - Reference
        goal 0 * - Reference(Goal)
        activity 0 * - @CarePlan.activity
        note 0 * - Annotation
        :CarePlan.activity backbone BackboneElement
        outcomeCodeableConcept 0 * - CodeableConcept
        outcomeReference 0 * - Reference
        progress 0 * - Annotation
        reference 0 1 - Reference(Appointment|CommunicationRequest|DeviceRequest|MedicationRequest|NutritionOrder|Task|ServiceRequest|VisionPrescription|RequestGroup)
        detail 0 1 - @CarePlan.activity.detail
        :CarePlan.activity.detail backbone BackboneElement
        kind 0 1 - code !care-plan-activity-kind
        instantiatesCanonical 0 * - canonical(PlanDefinition|ActivityDefinition|Questionnaire|Measure|OperationDefinition)
        instantiatesUri 0 * - uri
        code 0 1 - CodeableConcept
        reasonCode 0 * - CodeableConcept
        reasonReference 0 * - Reference(Condition|Observation|DiagnosticReport|DocumentReference)
        goal 0 * - Reference(Goal)
        status 1 1 M code !care-plan-activity-status
        statusReason 0 1 - CodeableConcept
        doNotPerform 0 1 M boolean
        scheduled[x] 0 1 - Timing,Period,string
        location 0 1 - Reference(Location)
        performer 0 * - Reference(Practitioner|PractitionerRole|Organization|RelatedPerson|Patient|CareTeam|HealthcareService|Device)
        product[x] 0 1 - CodeableConcept,Reference(Medication|Substance)
        dailyAmount 0 1 - Quantity
        quantity 0 1 - Quantity
        description 0 1 - string
        :CareTeam resource DomainResource
        identifier 0 * S Identifier
        status 0 1 SM code !care-team-status
        category 0 * S CodeableConcept
        name 0 1 S string
        subject 0 1 S Reference(Patient|Group)
        encounter 0 1 S Reference(Encounter)
        period 0 1 S Period
        participant 0 * - @CareTeam.participant
        reasonCode 0 * - CodeableConcept
        reasonReference 0 * - Reference(Condition)
        managingOrganization 0 * S Reference(Organization)
        telecom 0 * - ContactPoint
        note 0 * - Annotation
        :CareTeam.participant backbone BackboneElement
        role 0 * S CodeableConcept
        member 0 1 S Reference(Practitioner|PractitionerRole|RelatedPerson|Patient|Organization|CareTeam)
        onBehalfOf 0 1 S Reference(Organization)
        period 0 1 - Period
        :CatalogEntry resource DomainResource
        identifier 0 * S Identifier
        type 0 1 - CodeableConcept
        orderable 1 1 S boolean
        referencedItem 1 1 S Reference(Medication|Device|Organization|Practitioner|PractitionerRole|HealthcareService|ActivityDefinition|PlanDefinition|SpecimenDefinition|ObservationDefinition|Binary)
        additionalIdentifier 0 * - Identifier
        classification 0 * - CodeableConcept
        status 0 1 - code !publication-status
        validityPeriod 0 1 - Period
        validTo 0 1 - dateTime
        lastUpdated 0 1 - dateTime
        additionalCharacteristic 0 * - CodeableConcept
        additionalClassification 0 * - CodeableConcept
        relatedEntry 0 * - @CatalogEntry.relatedEntry
        :CatalogEntry.relatedEntry backbone BackboneElement
        relationtype 1 1 - code !relation-type
        item 1 1 - Reference(CatalogEntry)
        :ChargeItem resource DomainResource
        identifier 0 * S Identifier
        definitionUri 0 * - uri
        definitionCanonical 0 * - canonical(ChargeItemDefinition)
        status 1 1 SM code !chargeitem-status
        partOf 0 * - Reference(ChargeItem)
        code 1 1 S CodeableConcept
        subject 1 1 S Reference(Patient|Group)
        context 0 1 S Reference(Encounter|EpisodeOfCare)
        occurrence[x] 0 1 S dateTime,Period,Timing
        performer 0 * - @ChargeItem.performer
        performingOrganization 0 1 - Reference(Organization)
        requestingOrganization 0 1 - Reference(Organization)
        costCenter 0 1 - Reference(Organization)
        quantity 0 1 S Quantity
        bodysite 0 * S CodeableConcept
        factorOverride 0 1 - decimal
        priceOverride 0 1 - Money
        overrideReason 0 1 - string
        enterer 0 1 S Reference(Practitioner|PractitionerRole|Organization|Patient|Device|RelatedPerson)
        enteredDate 0 1 S dateTime
        reason 0 * - CodeableConcept
        service 0 * - Reference(DiagnosticReport|ImagingStudy|Immunization|MedicationAdministration|MedicationDispense|Observation|Procedure|SupplyDelivery)
        product[x] 0 1 - Reference(Device|Medication|Substance),CodeableConcept
        account 0 * S Reference(Account)
        note 0 * - Annotation
        supportingInformation 0 * - Reference
        :ChargeItem.performer backbone BackboneElement
        function 0 1 - CodeableConcept
        actor 1 1 - Reference(Practitioner|PractitionerRole|Organization|CareTeam|Patient|Device|RelatedPerson)
        :ChargeItemDefinition resource DomainResource
        url 1 1 S uri
        identifier 0 * S Identifier
        version 0 1 S string
        title 0 1 S string
        derivedFromUri 0 * S uri
        partOf 0 * S canonical(ChargeItemDefinition)
        replaces 0 * S canonical(ChargeItemDefinition)
        status 1 1 SM code !publication-status
        experimental 0 1 S boolean
        date 0 1 S dateTime
        publisher 0 1 S string
        contact 0 * S ContactDetail
        description 0 1 S markdown
        useContext 0 * S UsageContext
        jurisdiction 0 * S CodeableConcept
        copyright 0 1 - markdown
        approvalDate 0 1 - date
        lastReviewDate 0 1 - date
        effectivePeriod 0 1 S Period
        code 0 1 S CodeableConcept
        instance 0 * - Reference(Medication|Substance|Device)
        applicability 0 * - @ChargeItemDefinition.applicability
        propertyGroup 0 * - @ChargeItemDefinition.propertyGroup
        :ChargeItemDefinition.applicability backbone BackboneElement
        description 0 1 - string
        language 0 1 - string
        expression 0 1 - string
        :ChargeItemDefinition.propertyGroup backbone BackboneElement
        applicability 0 * - @ChargeItemDefinition.applicability
        priceComponent 0 * - @ChargeItemDefinition.propertyGroup.priceComponent
        :ChargeItemDefinition.propertyGroup.priceComponent backbone BackboneElement
        type 1 1 - code !invoice-priceComponentType
        code 0 1 - CodeableConcept
        factor 0 1 - decimal
        amount 0 1 - Money
        :Claim resource DomainResource
        identifier 0 * - Identifier
        status 1 1 SM code !fm-status
        type 1 1 S CodeableConcept
        subType 0 1 - CodeableConcept
        use 1 1 S code !claim-use
        patient 1 1 S Reference(Patient)
        billablePeriod 0 1 S Period
        created 1 1 S dateTime
        enterer 0 1 - Reference(Practitioner|PractitionerRole)
        insurer 0 1 S Reference(Organization)
        provider 1 1 S Reference(Practitioner|PractitionerRole|Organization)
        priority 1 1 S CodeableConcept
        fundsReserve 0 1 - CodeableConcept
        related 0 * - @Claim.related
        prescription 0 1 - Reference(DeviceRequest|MedicationRequest|VisionPrescription)
        originalPrescription 0 1 - Reference(DeviceRequest|MedicationRequest|VisionPrescription)
        payee 0 1 - @Claim.payee
        referral 0 1 - Reference(ServiceRequest)
        facility 0 1 - Reference(Location)
        careTeam 0 * - @Claim.careTeam
        supportingInfo 0 * - @Claim.supportingInfo
        diagnosis 0 * - @Claim.diagnosis
        procedure 0 * - @Claim.procedure
        insurance 1 * S @Claim.insurance
        accident 0 1 - @Claim.accident
        item 0 * - @Claim.item
        total 0 1 - Money
        :Claim.related backbone BackboneElement
        claim 0 1 - Reference(Claim)
        relationship 0 1 - CodeableConcept
        reference 0 1 - Identifier
        :Claim.payee backbone BackboneElement
        type 1 1 - CodeableConcept
        party 0 1 - Reference(Practitioner|PractitionerRole|Organization|Patient|RelatedPerson)
        :Claim.careTeam backbone BackboneElement
        sequence 1 1 - positiveInt
        provider 1 1 - Reference(Practitioner|PractitionerRole|Organization)
        responsible 0 1 - boolean
        role 0 1 - CodeableConcept
        qualification 0 1 - CodeableConcept
        :Claim.supportingInfo backbone BackboneElement
        sequence 1 1 - positiveInt
        category 1 1 - CodeableConcept
        code 0 1 - CodeableConcept
        timing[x] 0 1 - date,Period
        value[x] 0 1 - boolean,string,Quantity,Attachment,Reference
        reason 0 1 - CodeableConcept
        :Claim.diagnosis backbone BackboneElement
        sequence 1 1 - positiveInt
        diagnosis[x] 1 1 - CodeableConcept,Reference(Condition)
        type 0 * - CodeableConcept
        onAdmission 0 1 - CodeableConcept
        packageCode 0 1 - CodeableConcept
        :Claim.procedure backbone BackboneElement
        sequence 1 1 - positiveInt
        type 0 * - CodeableConcept
        date 0 1 - dateTime
        procedure[x] 1 1 - CodeableConcept,Reference(Procedure)
        udi 0 * - Reference(Device)
        :Claim.insurance backbone BackboneElement
        sequence 1 1 S positiveInt
        focal 1 1 S boolean
        identifier 0 1 - Identifier
        coverage 1 1 S Reference(Coverage)
        businessArrangement 0 1 - string
        preAuthRef 0 * - string
        claimResponse 0 1 - Reference(ClaimResponse)
        :Claim.accident backbone BackboneElement
        date 1 1 - date
        type 0 1 - CodeableConcept
        location[x] 0 1 - Address,Reference(Location)
        :Claim.item backbone BackboneElement
        sequence 1 1 - positiveInt
        careTeamSequence 0 * - positiveInt
        diagnosisSequence 0 * - positiveInt
        procedureSequence 0 * - positiveInt
        informationSequence 0 * - positiveInt
        revenue 0 1 - CodeableConcept
        category 0 1 - CodeableConcept
        productOrService 1 1 - CodeableConcept
        modifier 0 * - CodeableConcept
        programCode 0 * - CodeableConcept
        serviced[x] 0 1 - date,Period
        location[x] 0 1 - CodeableConcept,Address,Reference(Location)
        quantity 0 1 - Quantity
        unitPrice 0 1 - Money
        factor 0 1 - decimal
        net 0 1 - Money
        udi 0 * - Reference(Device)
        bodySite 0 1 - CodeableConcept
        subSite 0 * - CodeableConcept
        encounter 0 * - Reference(Encounter)
        detail 0 * - @Claim.item.detail
        :Claim.item.detail backbone BackboneElement
        sequence 1 1 - positiveInt
        revenue 0 1 - CodeableConcept
        category 0 1 - CodeableConcept
        productOrService 1 1 - CodeableConcept
        modifier 0 * - CodeableConcept
        programCode 0 * - CodeableConcept
        quantity 0 1 - Quantity
        unitPrice 0 1 - Money
        factor 0 1 - decimal
        net 0 1 - Money
        udi 0 * - Reference(Device)
        subDetail 0 * - @Claim.item.detail.subDetail
        :Claim.item.detail.subDetail backbone BackboneElement
        sequence 1 1 - positiveInt
        revenue 0 1 - CodeableConcept
        category 0 1 - CodeableConcept
        productOrService 1 1 - CodeableConcept
        modifier 0 * - CodeableConcept
        programCode 0 * - CodeableConcept
        quantity 0 1 - Quantity
        unitPrice 0 1 - Money
        factor 0 1 - decimal
        net 0 1 - Money
        udi 0 * - Reference(Device)
        :ClaimResponse resource DomainResource
        identifier 0 * - Identifier
        status 1 1 SM code !fm-status
        type 1 1 S CodeableConcept
        subType 0 1 - CodeableConcept
        use 1 1 S code !claim-use
        patient 1 1 S Reference(Patient)
        created 1 1 S dateTime
        insurer 1 1 S Reference(Organization)
        requestor 0 1 - Reference(Practitioner|PractitionerRole|Organization)
        request 0 1 S Reference(Claim)
        outcome 1 1 S code !remittance-outcome
        disposition 0 1 - string
        preAuthRef 0 1 - string
        preAuthPeriod 0 1 - Period
        payeeType 0 1 - CodeableConcept
        item 0 * - @ClaimResponse.item
        addItem 0 * - @ClaimResponse.addItem
        adjudication 0 * - @ClaimResponse.item.adjudication
        total 0 * S @ClaimResponse.total
        payment 0 1 - @ClaimResponse.payment
        fundsReserve 0 1 - CodeableConcept
        formCode 0 1 - CodeableConcept
        form 0 1 - Attachment
        processNote 0 * - @ClaimResponse.processNote
        communicationRequest 0 * - Reference(CommunicationRequest)
        insurance 0 * - @ClaimResponse.insurance
        error 0 * - @ClaimResponse.error
        :ClaimResponse.item backbone BackboneElement
        itemSequence 1 1 - positiveInt
        noteNumber 0 * - positiveInt
        adjudication 1 * - @ClaimResponse.item.adjudication
        detail 0 * - @ClaimResponse.item.detail
        :ClaimResponse.item.adjudication backbone BackboneElement
        category 1 1 - CodeableConcept
        reason 0 1 - CodeableConcept
        amount 0 1 - Money
        value 0 1 - decimal
        :ClaimResponse.item.detail backbone BackboneElement
        detailSequence 1 1 - positiveInt
        noteNumber 0 * - positiveInt
        adjudication 1 * - @ClaimResponse.item.adjudication
        subDetail 0 * - @ClaimResponse.item.detail.subDetail
        :ClaimResponse.item.detail.subDetail backbone BackboneElement
        subDetailSequence 1 1 - positiveInt
        noteNumber 0 * - positiveInt
        adjudication 0 * - @ClaimResponse.item.adjudication
        :ClaimResponse.addItem backbone BackboneElement
        itemSequence 0 * - positiveInt
        detailSequence 0 * - positiveInt
        subdetailSequence 0 * - positiveInt
        provider 0 * - Reference(Practitioner|PractitionerRole|Organization)
        productOrService 1 1 - CodeableConcept
        modifier 0 * - CodeableConcept
        programCode 0 * - CodeableConcept
        serviced[x] 0 1 - date,Period
        location[x] 0 1 - CodeableConcept,Address,Reference(Location)
        quantity 0 1 - Quantity
        unitPrice 0 1 - Money
        factor 0 1 - decimal
        net 0 1 - Money
        bodySite 0 1 - CodeableConcept
        subSite 0 * - CodeableConcept
        noteNumber 0 * - positiveInt
        adjudication 1 * - @ClaimResponse.item.adjudication
        detail 0 * - @ClaimResponse.addItem.detail
        :ClaimResponse.addItem.detail backbone BackboneElement
        productOrService 1 1 - CodeableConcept
        modifier 0 * - CodeableConcept
        quantity 0 1 - Quantity
        unitPrice 0 1 - Money
        factor 0 1 - decimal
        net 0 1 - Money
        noteNumber 0 * - positiveInt
        adjudication 1 * - @ClaimResponse.item.adjudication
        subDetail 0 * - @ClaimResponse.addItem.detail.subDetail
        :ClaimResponse.addItem.detail.subDetail backbone BackboneElement
        productOrService 1 1 - CodeableConcept
        modifier 0 * - CodeableConcept
        quantity 0 1 - Quantity
        unitPrice 0 1 - Money
        factor 0 1 - decimal
        net 0 1 - Money
        noteNumber 0 * - positiveInt
        adjudication 1 * - @ClaimResponse.item.adjudication
        :ClaimResponse.total backbone BackboneElement
        category 1 1 S CodeableConcept
        amount 1 1 S Money
        :ClaimResponse.payment backbone BackboneElement
        type 1 1 - CodeableConcept
        adjustment 0 1 - Money
        adjustmentReason 0 1 - CodeableConcept
        date 0 1 - date
        amount 1 1 - Money
        identifier 0 1 - Identifier
        :ClaimResponse.processNote backbone BackboneElement
        number 0 1 - positiveInt
        type 0 1 - code !note-type
        text 1 1 - string
        language 0 1 - CodeableConcept
        :ClaimResponse.insurance backbone BackboneElement
        sequence 1 1 - positiveInt
        focal 1 1 - boolean
        coverage 1 1 - Reference(Coverage)
        businessArrangement 0 1 - string
        claimResponse 0 1 - Reference(ClaimResponse)
        :ClaimResponse.error backbone BackboneElement
        itemSequence 0 1 - positiveInt
        detailSequence 0 1 - positiveInt
        subDetailSequence 0 1 - positiveInt
        code 1 1 - CodeableConcept
        :ClinicalImpression resource DomainResource
        identifier 0 * S Identifier
        status 1 1 SM code !clinicalimpression-status
        statusReason 0 1 - CodeableConcept
        code 0 1 S CodeableConcept
        description 0 1 S string
        subject 1 1 S Reference(Patient|Group)
        encounter 0 1 S Reference(Encounter)
        effective[x] 0 1 S dateTime,Period
        date 0 1 S dateTime
        assessor 0 1 S Reference(Practitioner|PractitionerRole)
        previous 0 1 - Reference(ClinicalImpression)
        problem 0 * S Reference(Condition|AllergyIntolerance)
        investigation 0 * - @ClinicalImpression.investigation
        protocol 0 * - uri
        summary 0 1 - string
        finding 0 * - @ClinicalImpression.finding
        prognosisCodeableConcept 0 * - CodeableConcept
        prognosisReference 0 * - Reference(RiskAssessment)
        supportingInfo 0 * - Reference
        note 0 * - Annotation
        :ClinicalImpression.investigation backbone BackboneElement
        code 1 1 - CodeableConcept
        item 0 * - Reference(Observation|QuestionnaireResponse|FamilyMemberHistory|DiagnosticReport|RiskAssessment|ImagingStudy|Media)
        :ClinicalImpression.finding backbone BackboneElement
        itemCodeableConcept 0 1 - CodeableConcept
        itemReference 0 1 - Reference(Condition|Observation|Media)
        basis 0 1 - string
        :CodeSystem resource DomainResource
        url 0 1 S uri
        identifier 0 * S Identifier
        version 0 1 S string
        name 0 1 S string
        title 0 1 S string
        status 1 1 SM code !publication-status
        experimental 0 1 S boolean
        date 0 1 S dateTime
        publisher 0 1 S string
        contact 0 * S ContactDetail
        description 0 1 - markdown
        useContext 0 * S UsageContext
        jurisdiction 0 * S CodeableConcept
        purpose 0 1 - markdown
        copyright 0 1 - markdown
        caseSensitive 0 1 S boolean
        valueSet 0 1 S canonical(ValueSet)
        hierarchyMeaning 0 1 S code !codesystem-hierarchy-meaning
        compositional 0 1 S boolean
        versionNeeded 0 1 S boolean
        content 1 1 S code !codesystem-content-mode
        supplements 0 1 S canonical(CodeSystem)
        count 0 1 S unsignedInt
        filter 0 * S @CodeSystem.filter
        property 0 * S @CodeSystem.property
        concept 0 * - @CodeSystem.concept
        :CodeSystem.filter backbone BackboneElement
        code 1 1 S code
        description 0 1 S string
        operator 1 * S code !filter-operator
        value 1 1 S string
        :CodeSystem.property backbone BackboneElement
        code 1 1 S code
        uri 0 1 S uri
        description 0 1 S string
        type 1 1 S code !concept-property-type
        :CodeSystem.concept backbone BackboneElement
        code 1 1 - code
        display 0 1 - string
        definition 0 1 - string
        designation 0 * - @CodeSystem.concept.designation
        property 0 * - @CodeSystem.concept.property
        concept 0 * - @CodeSystem.concept
        :CodeSystem.concept.designation backbone BackboneElement
        language 0 1 - code
        use 0 1 - Coding
        value 1 1 - string
        :CodeSystem.concept.property backbone BackboneElement
        code 1 1 - code
        value[x] 1 1 - code,Coding,string,integer,boolean,dateTime,decimal
        :Communication resource DomainResource
        identifier 0 * S Identifier
        instantiatesCanonical 0 * S canonical(PlanDefinition|ActivityDefinition|Measure|OperationDefinition|Questionnaire)
        instantiatesUri 0 * S uri
        basedOn 0 * S Reference
        partOf 0 * S Reference
        inResponseTo 0 * - Reference(Communication)
        status 1 1 SM code !event-status
        statusReason 0 1 S CodeableConcept
        category 0 * - CodeableConcept
        priority 0 1 S code !request-priority
        medium 0 * - CodeableConcept
        subject 0 1 S Reference(Patient|Group)
        topic 0 1 - CodeableConcept
        about 0 * - Reference
        encounter 0 1 S Reference(Encounter)
        sent 0 1 - dateTime
        received 0 1 - dateTime
        recipient 0 * - Reference(Device|Organization|Patient|Practitioner|PractitionerRole|RelatedPerson|Group|CareTeam|HealthcareService)
        sender 0 1 - Reference(Device|Organization|Patient|Practitioner|PractitionerRole|RelatedPerson|HealthcareService)
        reasonCode 0 * S CodeableConcept
        reasonReference 0 * S Reference(Condition|Observation|DiagnosticReport|DocumentReference)
        payload 0 * - @Communication.payload
        note 0 * - Annotation
        :Communication.payload backbone BackboneElement
        content[x] 1 1 - string,Attachment,Reference
        :CommunicationRequest resource DomainResource
        identifier 0 * S Identifier
        basedOn 0 * S Reference
        replaces 0 * S Reference(CommunicationRequest)
        groupIdentifier 0 1 S Identifier
        status 1 1 SM code !request-status
        statusReason 0 1 - CodeableConcept
        category 0 * - CodeableConcept
        priority 0 1 S code !request-priority
        doNotPerform 0 1 SM boolean
        medium 0 * - CodeableConcept
        subject 0 1 - Reference(Patient|Group)
        about 0 * - Reference
        encounter 0 1 S Reference(Encounter)
        payload 0 * - @CommunicationRequest.payload
        occurrence[x] 0 1 S dateTime,Period
        authoredOn 0 1 S dateTime
        requester 0 1 S Reference(Practitioner|PractitionerRole|Organization|Patient|RelatedPerson|Device)
        recipient 0 * - Reference(Device|Organization|Patient|Practitioner|PractitionerRole|RelatedPerson|Group|CareTeam|HealthcareService)
        sender 0 1 S Reference(Device|Organization|Patient|Practitioner|PractitionerRole|RelatedPerson|HealthcareService)
        reasonCode 0 * S CodeableConcept
        reasonReference 0 * S Reference(Condition|Observation|DiagnosticReport|DocumentReference)
        note 0 * - Annotation
        :CommunicationRequest.payload backbone BackboneElement
        content[x] 1 1 - string,Attachment,Reference
        :CompartmentDefinition resource DomainResource
        url 1 1 S uri
        version 0 1 S string
        name 1 1 S string
        status 1 1 SM code !publication-status
        experimental 0 1 S boolean
        date 0 1 S dateTime
        publisher 0 1 S string
        contact 0 * S ContactDetail
        description 0 1 - markdown
        useContext 0 * S UsageContext
        purpose 0 1 - markdown
        code 1 1 S code !compartment-type
        search 1 1 S boolean
        resource 0 * S @CompartmentDefinition.resource
        :CompartmentDefinition.resource backbone BackboneElement
        code 1 1 S code !resource-types
        param 0 * S string
        documentation 0 1 - string
        :Composition resource DomainResource
        identifier 0 1 S Identifier
        status 1 1 SM code !composition-status
        type 1 1 S CodeableConcept
        category 0 * S CodeableConcept
        subject 0 1 S Reference
        encounter 0 1 S Reference(Encounter)
        date 1 1 S dateTime
        author 1 * S Reference(Practitioner|PractitionerRole|Device|Patient|RelatedPerson|Organization)
        title 1 1 S string
        confidentiality 0 1 S code !http://terminology.hl7.org/ValueSet/v3-ConfidentialityClassification
        attester 0 * - @Composition.attester
        custodian 0 1 S Reference(Organization)
        relatesTo 0 * - @Composition.relatesTo
        event 0 * S @Composition.event
        section 0 * - @Composition.section
        :Composition.attester backbone BackboneElement
        mode 1 1 - code !composition-attestation-mode
        time 0 1 - dateTime
        party 0 1 - Reference(Patient|RelatedPerson|Practitioner|PractitionerRole|Organization)
        :Composition.relatesTo backbone BackboneElement
        code 1 1 - code !document-relationship-type
        target[x] 1 1 - Identifier,Reference(Composition)
        :Composition.event backbone BackboneElement
        code 0 * S CodeableConcept
        period 0 1 S Period
        detail 0 * S Reference
        :Composition.section backbone BackboneElement
        title 0 1 - string
        code 0 1 - CodeableConcept
        author 0 * - Reference(Practitioner|PractitionerRole|Device|Patient|RelatedPerson|Organization)
        focus 0 1 - Reference
        text 0 1 - Narrative
        mode 0 1 - code !list-mode
        orderedBy 0 1 - CodeableConcept
        entry 0 * - Reference
        emptyReason 0 1 - CodeableConcept
        section 0 * - @Composition.section
        :ConceptMap resource DomainResource
        url 0 1 S uri
        identifier 0 1 S Identifier
        version 0 1 S string
        name 0 1 S string
        title 0 1 S string
        status 1 1 SM code !publication-status
        experimental 0 1 S boolean
        date 0 1 S dateTime
        publisher 0 1 S string
        contact 0 * S ContactDetail
        description 0 1 - markdown
        useContext 0 * S UsageContext
        jurisdiction 0 * S CodeableConcept
        purpose 0 1 - markdown
        copyright 0 1 - markdown
        source[x] 0 1 S uri,canonical(ValueSet)
        target[x] 0 1 S uri,canonical(ValueSet)
        group 0 * - @ConceptMap.group
        :ConceptMap.group backbone BackboneElement
        source 0 1 - uri
        sourceVersion 0 1 - string
        target 0 1 - uri
        targetVersion 0 1 - string
        element 1 * - @ConceptMap.group.element
        unmapped 0 1 - @ConceptMap.group.unmapped
        :ConceptMap.group.element backbone BackboneElement
        code 0 1 - code
        display 0 1 - string
        target 0 * - @ConceptMap.group.element.target
        :ConceptMap.group.element.target backbone BackboneElement
        code 0 1 - code
        display 0 1 - string
        equivalence 1 1 M code !concept-map-equivalence
        comment 0 1 - string
        dependsOn 0 * - @ConceptMap.group.element.target.dependsOn
        product 0 * - @ConceptMap.group.element.target.dependsOn
        :ConceptMap.group.element.target.dependsOn backbone BackboneElement
        property 1 1 - uri
        system 0 1 - canonical(CodeSystem)
        value 1 1 - string
        display 0 1 - string
        :ConceptMap.group.unmapped backbone BackboneElement
        mode 1 1 - code !conceptmap-unmapped-mode
        code 0 1 - code
        display 0 1 - string
        url 0 1 - canonical(ConceptMap)
        :Condition resource DomainResource
        identifier 0 * S Identifier
        clinicalStatus 0 1 SM CodeableConcept !condition-clinical
        verificationStatus 0 1 SM CodeableConcept !condition-ver-status
        category 0 * - CodeableConcept
        severity 0 1 - CodeableConcept
        code 0 1 S CodeableConcept
        bodySite 0 * S CodeableConcept
        subject 1 1 S Reference(Patient|Group)
        encounter 0 1 S Reference(Encounter)
        onset[x] 0 1 S dateTime,Age,Period,Range,string
        abatement[x] 0 1 - dateTime,Age,Period,Range,string
        recordedDate 0 1 S dateTime
        recorder 0 1 S Reference(Practitioner|PractitionerRole|Patient|RelatedPerson)
        asserter 0 1 S Reference(Practitioner|PractitionerRole|Patient|RelatedPerson)
        stage 0 * - @Condition.stage
        evidence 0 * - @Condition.evidence
        note 0 * - Annotation
        :Condition.stage backbone BackboneElement
        summary 0 1 - CodeableConcept
        assessment 0 * - Reference(ClinicalImpression|DiagnosticReport|Observation)
        type 0 1 - CodeableConcept
        :Condition.evidence backbone BackboneElement
        code 0 * S CodeableConcept
        detail 0 * S Reference
        :Consent resource DomainResource
        identifier 0 * S Identifier
        status 1 1 SM code !consent-state-codes
        scope 1 1 SM CodeableConcept
        category 1 * S CodeableConcept
        patient 0 1 S Reference(Patient)
        dateTime 0 1 S dateTime
        performer 0 * S Reference(Organization|Patient|Practitioner|RelatedPerson|PractitionerRole)
        organization 0 * S Reference(Organization)
        source[x] 0 1 S Attachment,Reference(Consent|DocumentReference|Contract|QuestionnaireResponse)
        policy 0 * - @Consent.policy
        policyRule 0 1 S CodeableConcept
        verification 0 * S @Consent.verification
        provision 0 1 S @Consent.provision
        :Consent.policy backbone BackboneElement
        authority 0 1 - uri
        uri 0 1 - uri
        :Consent.verification backbone BackboneElement
        verified 1 1 S boolean
        verifiedWith 0 1 - Reference(Patient|RelatedPerson)
        verificationDate 0 1 - dateTime
        :Consent.provision backbone BackboneElement
        type 0 1 S code !consent-provision-type
        period 0 1 S Period
        actor 0 * - @Consent.provision.actor
        action 0 * S CodeableConcept
        securityLabel 0 * S Coding
        purpose 0 * S Coding
        class 0 * S Coding
        code 0 * S CodeableConcept
        dataPeriod 0 1 S Period
        data 0 * S @Consent.provision.data
        provision 0 * - @Consent.provision
        :Consent.provision.actor backbone BackboneElement
        role 1 1 - CodeableConcept
        reference 1 1 - Reference(Device|Group|CareTeam|Organization|Patient|Practitioner|RelatedPerson|PractitionerRole)
        :Consent.provision.data backbone BackboneElement
        meaning 1 1 S code !consent-data-meaning
        reference 1 1 S Reference
        :Contract resource DomainResource
        identifier 0 * S Identifier
        url 0 1 - uri
        version 0 1 S string
        status 0 1 SM code !contract-status
        legalState 0 1 - CodeableConcept
        instantiatesCanonical 0 1 - Reference(Contract)
        instantiatesUri 0 1 - uri
        contentDerivative 0 1 - CodeableConcept
        issued 0 1 S dateTime
        applies 0 1 S Period
        expirationType 0 1 - CodeableConcept
        subject 0 * S Reference
        authority 0 * - Reference(Organization)
        domain 0 * - Reference(Location)
        site 0 * - Reference(Location)
        name 0 1 S string
        title 0 1 S string
        subtitle 0 1 - string
        alias 0 * - string
        author 0 1 - Reference(Patient|Practitioner|PractitionerRole|Organization)
        scope 0 1 - CodeableConcept
        topic[x] 0 1 - CodeableConcept,Reference
        type 0 1 S CodeableConcept
        subType 0 * S CodeableConcept
        contentDefinition 0 1 - @Contract.contentDefinition
        term 0 * - @Contract.term
        supportingInfo 0 * - Reference
        relevantHistory 0 * - Reference(Provenance)
        signer 0 * - @Contract.signer
        friendly 0 * - @Contract.friendly
        legal 0 * - @Contract.legal
        rule 0 * - @Contract.rule
        legallyBinding[x] 0 1 - Attachment,Reference(Composition|DocumentReference|QuestionnaireResponse|Contract)
        :Contract.contentDefinition backbone BackboneElement
        type 1 1 - CodeableConcept
        subType 0 1 - CodeableConcept
        publisher 0 1 - Reference(Practitioner|PractitionerRole|Organization)
        publicationDate 0 1 - dateTime
        publicationStatus 1 1 - code !contract-publicationstatus
        copyright 0 1 - markdown
        :Contract.term backbone BackboneElement
        identifier 0 1 S Identifier
        issued 0 1 S dateTime
        applies 0 1 S Period
        topic[x] 0 1 - CodeableConcept,Reference
        type 0 1 - CodeableConcept
        subType 0 1 - CodeableConcept
        text 0 1 S string
        securityLabel 0 * - @Contract.term.securityLabel
        offer 1 1 - @Contract.term.offer
        asset 0 * - @Contract.term.asset
        action 0 * - @Contract.term.action
        group 0 * - @Contract.term
        :Contract.term.securityLabel backbone BackboneElement
        number 0 * - unsignedInt
        classification 1 1 - Coding
        category 0 * - Coding
        control 0 * - Coding
        :Contract.term.offer backbone BackboneElement
        identifier 0 * - Identifier
        party 0 * - @Contract.term.offer.party
        topic 0 1 S Reference
        type 0 1 - CodeableConcept
        decision 0 1 - CodeableConcept
        decisionMode 0 * - CodeableConcept
        answer 0 * - @Contract.term.offer.answer
        text 0 1 - string
        linkId 0 * - string
        securityLabelNumber 0 * - unsignedInt
        :Contract.term.offer.party backbone BackboneElement
        reference 1 * - Reference(Patient|RelatedPerson|Practitioner|PractitionerRole|Device|Group|Organization)
        role 1 1 - CodeableConcept
        :Contract.term.offer.answer backbone BackboneElement
        value[x] 1 1 - boolean,decimal,integer,date,dateTime,time,string,uri,Attachment,Coding,Quantity,Reference
        :Contract.term.asset backbone BackboneElement
        scope 0 1 - CodeableConcept
        type 0 * - CodeableConcept
        typeReference 0 * - Reference
        subtype 0 * - CodeableConcept
        relationship 0 1 - Coding
        context 0 * - @Contract.term.asset.context
        condition 0 1 - string
        periodType 0 * - CodeableConcept
        period 0 * - Period
        usePeriod 0 * - Period
        text 0 1 - string
        linkId 0 * - string
        answer 0 * - @Contract.term.offer.answer
        securityLabelNumber 0 * - unsignedInt
        valuedItem 0 * - @Contract.term.asset.valuedItem
        :Contract.term.asset.context backbone BackboneElement
        reference 0 1 - Reference
        code 0 * - CodeableConcept
        text 0 1 - string
        :Contract.term.asset.valuedItem backbone BackboneElement
        entity[x] 0 1 - CodeableConcept,Reference
        identifier 0 1 - Identifier
        effectiveTime 0 1 - dateTime
        quantity 0 1 - Quantity
        unitPrice 0 1 - Money
        factor 0 1 - decimal
        points 0 1 - decimal
        net 0 1 - Money
        payment 0 1 - string
        paymentDate 0 1 - dateTime
        responsible 0 1 - Reference(Organization|Patient|Practitioner|PractitionerRole|RelatedPerson)
        recipient 0 1 - Reference(Organization|Patient|Practitioner|PractitionerRole|RelatedPerson)
        linkId 0 * - string
        securityLabelNumber 0 * - unsignedInt
        :Contract.term.action backbone BackboneElement
        doNotPerform 0 1 M boolean
        type 1 1 - CodeableConcept
        subject 0 * - @Contract.term.action.subject
        intent 1 1 - CodeableConcept
        linkId 0 * - string
        status 1 1 - CodeableConcept
        context 0 1 - Reference(Encounter|EpisodeOfCare)
        contextLinkId 0 * - string
        occurrence[x] 0 1 - dateTime,Period,Timing
        requester 0 * - Reference(Patient|RelatedPerson|Practitioner|PractitionerRole|Device|Group|Organization)
        requesterLinkId 0 * - string
        performerType 0 * - CodeableConcept
        performerRole 0 1 - CodeableConcept
        performer 0 1 - Reference(RelatedPerson|Patient|Practitioner|PractitionerRole|CareTeam|Device|Substance|Organization|Location)
        performerLinkId 0 * - string
        reasonCode 0 * - CodeableConcept
        reasonReference 0 * - Reference(Condition|Observation|DiagnosticReport|DocumentReference|Questionnaire|QuestionnaireResponse)
        reason 0 * - string
        reasonLinkId 0 * - string
        note 0 * - Annotation
        securityLabelNumber 0 * - unsignedInt
        :Contract.term.action.subject backbone BackboneElement
        reference 1 * - Reference(Patient|RelatedPerson|Practitioner|PractitionerRole|Device|Group|Organization)
        role 0 1 - CodeableConcept
        :Contract.signer backbone BackboneElement
        type 1 1 - Coding
        party 1 1 - Reference(Organization|Patient|Practitioner|PractitionerRole|RelatedPerson)
        signature 1 * - Signature
        :Contract.friendly backbone BackboneElement
        content[x] 1 1 - Attachment,Reference(Composition|DocumentReference|QuestionnaireResponse)
        :Contract.legal backbone BackboneElement
        content[x] 1 1 - Attachment,Reference(Composition|DocumentReference|QuestionnaireResponse)
        :Contract.rule backbone BackboneElement
        content[x] 1 1 - Attachment,Reference(DocumentReference)
        :Coverage resource DomainResource
        identifier 0 * S Identifier
        status 1 1 SM code !fm-status
        type 0 1 S CodeableConcept
        policyHolder 0 1 S Reference(Patient|RelatedPerson|Organization)
        subscriber 0 1 S Reference(Patient|RelatedPerson)
        subscriberId 0 1 S string
        beneficiary 1 1 S Reference(Patient)
        dependent 0 1 S string
        relationship 0 1 - CodeableConcept
        period 0 1 S Period
        payor 1 * S Reference(Organization|Patient|RelatedPerson)
        class 0 * - @Coverage.class
        order 0 1 S positiveInt
        network 0 1 S string
        costToBeneficiary 0 * - @Coverage.costToBeneficiary
        subrogation 0 1 - boolean
        contract 0 * - Reference(Contract)
        :Coverage.class backbone BackboneElement
        type 1 1 S CodeableConcept
        value 1 1 S string
        name 0 1 S string
        :Coverage.costToBeneficiary backbone BackboneElement
        type 0 1 S CodeableConcept
        value[x] 1 1 S Quantity,Money
        exception 0 * - @Coverage.costToBeneficiary.exception
        :Coverage.costToBeneficiary.exception backbone BackboneElement
        type 1 1 S CodeableConcept
        period 0 1 S Period
        :CoverageEligibilityRequest resource DomainResource
        identifier 0 * - Identifier
        status 1 1 SM code !fm-status
        priority 0 1 - CodeableConcept
        purpose 1 * S code !eligibilityrequest-purpose
        patient 1 1 S Reference(Patient)
        serviced[x] 0 1 - date,Period
        created 1 1 S dateTime
        enterer 0 1 - Reference(Practitioner|PractitionerRole)
        provider 0 1 - Reference(Practitioner|PractitionerRole|Organization)
        insurer 1 1 S Reference(Organization)
        facility 0 1 - Reference(Location)
        supportingInfo 0 * - @CoverageEligibilityRequest.supportingInfo
        insurance 0 * - @CoverageEligibilityRequest.insurance
        item 0 * - @CoverageEligibilityRequest.item
        :CoverageEligibilityRequest.supportingInfo backbone BackboneElement
        sequence 1 1 - positiveInt
        information 1 1 - Reference
        appliesToAll 0 1 - boolean
        :CoverageEligibilityRequest.insurance backbone BackboneElement
        focal 0 1 - boolean
        coverage 1 1 - Reference(Coverage)
        businessArrangement 0 1 - string
        :CoverageEligibilityRequest.item backbone BackboneElement
        supportingInfoSequence 0 * - positiveInt
        category 0 1 - CodeableConcept
        productOrService 0 1 - CodeableConcept
        modifier 0 * - CodeableConcept
        provider 0 1 - Reference(Practitioner|PractitionerRole)
        quantity 0 1 - Quantity
        unitPrice 0 1 - Money
        facility 0 1 - Reference(Location|Organization)
        diagnosis 0 * - @CoverageEligibilityRequest.item.diagnosis
        detail 0 * - Reference
        :CoverageEligibilityRequest.item.diagnosis backbone BackboneElement
        diagnosis[x] 0 1 - CodeableConcept,Reference(Condition)
        :CoverageEligibilityResponse resource DomainResource
        identifier 0 * - Identifier
        status 1 1 SM code !fm-status
        purpose 1 * S code !eligibilityresponse-purpose
        patient 1 1 S Reference(Patient)
        serviced[x] 0 1 - date,Period
        created 1 1 S dateTime
        requestor 0 1 - Reference(Practitioner|PractitionerRole|Organization)
        request 1 1 S Reference(CoverageEligibilityRequest)
        outcome 1 1 S code !remittance-outcome
        disposition 0 1 - string
        insurer 1 1 S Reference(Organization)
        insurance 0 * - @CoverageEligibilityResponse.insurance
        preAuthRef 0 1 - string
        form 0 1 - CodeableConcept
        error 0 * - @CoverageEligibilityResponse.error
        :CoverageEligibilityResponse.insurance backbone BackboneElement
        coverage 1 1 S Reference(Coverage)
        inforce 0 1 - boolean
        benefitPeriod 0 1 - Period
        item 0 * - @CoverageEligibilityResponse.insurance.item
        :CoverageEligibilityResponse.insurance.item backbone BackboneElement
        category 0 1 - CodeableConcept
        productOrService 0 1 - CodeableConcept
        modifier 0 * - CodeableConcept
        provider 0 1 - Reference(Practitioner|PractitionerRole)
        excluded 0 1 - boolean
        name 0 1 - string
        description 0 1 - string
        network 0 1 - CodeableConcept
        unit 0 1 - CodeableConcept
        term 0 1 - CodeableConcept
        benefit 0 * - @CoverageEligibilityResponse.insurance.item.benefit
        authorizationRequired 0 1 - boolean
        authorizationSupporting 0 * - CodeableConcept
        authorizationUrl 0 1 - uri
        :CoverageEligibilityResponse.insurance.item.benefit backbone BackboneElement
        type 1 1 - CodeableConcept
        allowed[x] 0 1 - unsignedInt,string,Money
        used[x] 0 1 - unsignedInt,string,Money
        :CoverageEligibilityResponse.error backbone BackboneElement
        code 1 1 - CodeableConcept
        :DetectedIssue resource DomainResource
        identifier 0 * S Identifier
        status 1 1 SM code !observation-status
        code 0 1 S CodeableConcept
        severity 0 1 S code !detectedissue-severity
        patient 0 1 S Reference(Patient)
        identified[x] 0 1 S dateTime,Period
        author 0 1 S Reference(Practitioner|PractitionerRole|Device)
        implicated 0 * S Reference
        evidence 0 * - @DetectedIssue.evidence
        detail 0 1 - string
        reference 0 1 - uri
        mitigation 0 * - @DetectedIssue.mitigation
        :DetectedIssue.evidence backbone BackboneElement
        code 0 * - CodeableConcept
        detail 0 * - Reference
        :DetectedIssue.mitigation backbone BackboneElement
        action 1 1 - CodeableConcept
        date 0 1 - dateTime
        author 0 1 - Reference(Practitioner|PractitionerRole)
        :Device resource DomainResource
        identifier 0 * - Identifier
        definition 0 1 - Reference(DeviceDefinition)
        udiCarrier 0 * S @Device.udiCarrier
        status 0 1 SM code !device-status
        statusReason 0 * - CodeableConcept
        distinctIdentifier 0 1 - string
        manufacturer 0 1 - string
        manufactureDate 0 1 - dateTime
        expirationDate 0 1 - dateTime
        lotNumber 0 1 - string
        serialNumber 0 1 - string
        deviceName 0 * - @Device.deviceName
        modelNumber 0 1 - string
        partNumber 0 1 - string
        type 0 1 - CodeableConcept
        specialization 0 * - @Device.specialization
        version 0 * - @Device.version
        property 0 * - @Device.property
        patient 0 1 - Reference(Patient)
        owner 0 1 - Reference(Organization)
        contact 0 * - ContactPoint
        location 0 1 - Reference(Location)
        url 0 1 - uri
        note 0 * - Annotation
        safety 0 * S CodeableConcept
        parent 0 1 - Reference(Device)
        :Device.udiCarrier backbone BackboneElement
        deviceIdentifier 0 1 S string
        issuer 0 1 - uri
        jurisdiction 0 1 - uri
        carrierAIDC 0 1 S base64Binary
        carrierHRF 0 1 S string
        entryType 0 1 - code !udi-entry-type
        :Device.deviceName backbone BackboneElement
        name 1 1 - string
        type 1 1 - code !device-nametype
        :Device.specialization backbone BackboneElement
        systemType 1 1 - CodeableConcept
        version 0 1 - string
        :Device.version backbone BackboneElement
        type 0 1 - CodeableConcept
        component 0 1 - Identifier
        value 1 1 - string
        :Device.property backbone BackboneElement
        type 1 1 - CodeableConcept
        valueQuantity 0 * - Quantity
        valueCode 0 * - CodeableConcept
        :DeviceDefinition resource DomainResource
        identifier 0 * - Identifier
        udiDeviceIdentifier 0 * - @DeviceDefinition.udiDeviceIdentifier
        manufacturer[x] 0 1 - string,Reference(Organization)
        deviceName 0 * - @DeviceDefinition.deviceName
        modelNumber 0 1 - string
        type 0 1 - CodeableConcept
        specialization 0 * - @DeviceDefinition.specialization
        version 0 * - string
        safety 0 * S CodeableConcept
        shelfLifeStorage 0 * - ProductShelfLife
        physicalCharacteristics 0 1 - ProdCharacteristic
        languageCode 0 * - CodeableConcept
        capability 0 * - @DeviceDefinition.capability
        property 0 * - @DeviceDefinition.property
        owner 0 1 - Reference(Organization)
        contact 0 * - ContactPoint
        url 0 1 - uri
        onlineInformation 0 1 - uri
        note 0 * - Annotation
        quantity 0 1 - Quantity
        parentDevice 0 1 S Reference(DeviceDefinition)
        material 0 * - @DeviceDefinition.material
        :DeviceDefinition.udiDeviceIdentifier backbone BackboneElement
        deviceIdentifier 1 1 - string
        issuer 1 1 - uri
        jurisdiction 1 1 - uri
        :DeviceDefinition.deviceName backbone BackboneElement
        name 1 1 - string
        type 1 1 - code !device-nametype
        :DeviceDefinition.specialization backbone BackboneElement
        systemType 1 1 - string
        version 0 1 - string
        :DeviceDefinition.capability backbone BackboneElement
        type 1 1 - CodeableConcept
        description 0 * - CodeableConcept
        :DeviceDefinition.property backbone BackboneElement
        type 1 1 - CodeableConcept
        valueQuantity 0 * - Quantity
        valueCode 0 * - CodeableConcept
        :DeviceDefinition.material backbone BackboneElement
        substance 1 1 - CodeableConcept
        alternate 0 1 - boolean
        allergenicIndicator 0 1 - boolean
        :DeviceMetric resource DomainResource
        identifier 0 * S Identifier
        type 1 1 S CodeableConcept
        unit 0 1 S CodeableConcept
        source 0 1 S Reference(Device)
        parent 0 1 S Reference(Device)
        operationalStatus 0 1 S code !metric-operational-status
        color 0 1 S code !metric-color
        category 1 1 S code !metric-category
        measurementPeriod 0 1 S Timing
        calibration 0 * S @DeviceMetric.calibration
        :DeviceMetric.calibration backbone BackboneElement
        type 0 1 S code !metric-calibration-type
        state 0 1 S code !metric-calibration-state
        time 0 1 S instant
        :DeviceRequest resource DomainResource
        identifier 0 * S Identifier
        instantiatesCanonical 0 * S canonical(ActivityDefinition|PlanDefinition)
        instantiatesUri 0 * S uri
        basedOn 0 * S Reference
        priorRequest 0 * S Reference
        groupIdentifier 0 1 S Identifier
        status 0 1 SM code !request-status
        intent 1 1 SM code !request-intent
        priority 0 1 S code !request-priority
        code[x] 1 1 S Reference(Device),CodeableConcept
        parameter 0 * - @DeviceRequest.parameter
        subject 1 1 S Reference(Patient|Group|Location|Device)
        encounter 0 1 S Reference(Encounter)
        occurrence[x] 0 1 S dateTime,Period,Timing
        authoredOn 0 1 S dateTime
        requester 0 1 S Reference(Device|Practitioner|PractitionerRole|Organization)
        performerType 0 1 S CodeableConcept
        performer 0 1 S Reference(Practitioner|PractitionerRole|Organization|CareTeam|HealthcareService|Patient|Device|RelatedPerson)
        reasonCode 0 * S CodeableConcept
        reasonReference 0 * S Reference(Condition|Observation|DiagnosticReport|DocumentReference)
        insurance 0 * - Reference(Coverage|ClaimResponse)
        supportingInfo 0 * - Reference
        note 0 * - Annotation
        relevantHistory 0 * - Reference(Provenance)
        :DeviceRequest.parameter backbone BackboneElement
        code 0 1 - CodeableConcept
        value[x] 0 1 - CodeableConcept,Quantity,Range,boolean
        :DeviceUseStatement resource DomainResource
        identifier 0 * S Identifier
        basedOn 0 * S Reference(ServiceRequest)
        status 1 1 SM code !device-statement-status
        subject 1 1 S Reference(Patient|Group)
        derivedFrom 0 * S Reference(ServiceRequest|Procedure|Claim|Observation|QuestionnaireResponse|DocumentReference)
        timing[x] 0 1 S Timing,Period,dateTime
        recordedOn 0 1 S dateTime
        source 0 1 S Reference(Patient|Practitioner|PractitionerRole|RelatedPerson)
        device 1 1 S Reference(Device)
        reasonCode 0 * S CodeableConcept
        reasonReference 0 * S Reference(Condition|Observation|DiagnosticReport|DocumentReference|Media)
        bodySite 0 1 S CodeableConcept
        note 0 * - Annotation
        :DiagnosticReport resource DomainResource
        identifier 0 * S Identifier
        basedOn 0 * - Reference(CarePlan|ImmunizationRecommendation|MedicationRequest|NutritionOrder|ServiceRequest)
        status 1 1 SM code !diagnostic-report-status
        category 0 * S CodeableConcept
        code 1 1 S CodeableConcept
        subject 0 1 S Reference(Patient|Group|Device|Location)
        encounter 0 1 S Reference(Encounter)
        effective[x] 0 1 S dateTime,Period
        issued 0 1 S instant
        performer 0 * S Reference(Practitioner|PractitionerRole|Organization|CareTeam)
        resultsInterpreter 0 * S Reference(Practitioner|PractitionerRole|Organization|CareTeam)
        specimen 0 * - Reference(Specimen)
        result 0 * - Reference(Observation)
        imagingStudy 0 * - Reference(ImagingStudy)
        media 0 * S @DiagnosticReport.media
        conclusion 0 1 - string
        conclusionCode 0 * - CodeableConcept
        presentedForm 0 * - Attachment
        :DiagnosticReport.media backbone BackboneElement
        comment 0 1 - string
        link 1 1 S Reference(Media)
        :DocumentManifest resource DomainResource
        masterIdentifier 0 1 S Identifier
        identifier 0 * S Identifier
        status 1 1 SM code !document-reference-status
        type 0 1 S CodeableConcept
        subject 0 1 S Reference(Patient|Practitioner|Group|Device)
        created 0 1 - dateTime
        author 0 * S Reference(Practitioner|PractitionerRole|Organization|Device|Patient|RelatedPerson)
        recipient 0 * - Reference(Patient|Practitioner|PractitionerRole|RelatedPerson|Organization)
        source 0 1 - uri
        description 0 1 S string
        content 1 * S Reference
        related 0 * - @DocumentManifest.related
        :DocumentManifest.related backbone BackboneElement
        identifier 0 1 - Identifier
        ref 0 1 - Reference
        :DocumentReference resource DomainResource
        masterIdentifier 0 1 S Identifier
        identifier 0 * S Identifier
        status 1 1 SM code !document-reference-status
        docStatus 0 1 S code !composition-status
        type 0 1 S CodeableConcept
        category 0 * S CodeableConcept
        subject 0 1 S Reference(Patient|Practitioner|Group|Device)
        date 0 1 S instant
        author 0 * S Reference(Practitioner|PractitionerRole|Organization|Device|Patient|RelatedPerson)
        authenticator 0 1 - Reference(Practitioner|PractitionerRole|Organization)
        custodian 0 1 - Reference(Organization)
        relatesTo 0 * S @DocumentReference.relatesTo
        description 0 1 S string
        securityLabel 0 * S CodeableConcept
        content 1 * S @DocumentReference.content
        context 0 1 S @DocumentReference.context
        :DocumentReference.relatesTo backbone BackboneElement
        code 1 1 S code !document-relationship-type
        target 1 1 S Reference(DocumentReference)
        :DocumentReference.content backbone BackboneElement
        attachment 1 1 S Attachment
        format 0 1 S Coding
        :DocumentReference.context backbone BackboneElement
        encounter 0 * - Reference(Encounter|EpisodeOfCare)
        event 0 * - CodeableConcept
        period 0 1 S Period
        facilityType 0 1 - CodeableConcept
        practiceSetting 0 1 - CodeableConcept
        sourcePatientInfo 0 1 - Reference(Patient)
        related 0 * - Reference
        :DomainResource abstract Resource
        text 0 1 - Narrative
        contained 0 * - Resource
        extension 0 * - Extension
        modifierExtension 0 * M Extension
        :EffectEvidenceSynthesis resource DomainResource
        url 0 1 S uri
        identifier 0 * S Identifier
        version 0 1 S string
        name 0 1 S string
        title 0 1 S string
        status 1 1 SM code !publication-status
        date 0 1 S dateTime
        publisher 0 1 S string
        contact 0 * S ContactDetail
        description 0 1 S markdown
        note 0 * - Annotation
        useContext 0 * S UsageContext
        jurisdiction 0 * S CodeableConcept
        copyright 0 1 - markdown
        approvalDate 0 1 - date
        lastReviewDate 0 1 - date
        effectivePeriod 0 1 S Period
        topic 0 * - CodeableConcept
        author 0 * - ContactDetail
        editor 0 * - ContactDetail
        reviewer 0 * - ContactDetail
        endorser 0 * - ContactDetail
        relatedArtifact 0 * - RelatedArtifact
        synthesisType 0 1 - CodeableConcept
        studyType 0 1 - CodeableConcept
        population 1 1 S Reference(EvidenceVariable)
        exposure 1 1 S Reference(EvidenceVariable)
        exposureAlternative 1 1 S Reference(EvidenceVariable)
        outcome 1 1 S Reference(EvidenceVariable)
        sampleSize 0 1 - @EffectEvidenceSynthesis.sampleSize
        resultsByExposure 0 * - @EffectEvidenceSynthesis.resultsByExposure
        effectEstimate 0 * S @EffectEvidenceSynthesis.effectEstimate
        certainty 0 * - @EffectEvidenceSynthesis.certainty
        :EffectEvidenceSynthesis.sampleSize backbone BackboneElement
        description 0 1 - string
        numberOfStudies 0 1 - integer
        numberOfParticipants 0 1 - integer
        :EffectEvidenceSynthesis.resultsByExposure backbone BackboneElement
        description 0 1 - string
        exposureState 0 1 - code !exposure-state
        variantState 0 1 - CodeableConcept
        riskEvidenceSynthesis 1 1 - Reference(RiskEvidenceSynthesis)
        :EffectEvidenceSynthesis.effectEstimate backbone BackboneElement
        description 0 1 - string
        type 0 1 - CodeableConcept
        variantState 0 1 - CodeableConcept
        value 0 1 - decimal
        unitOfMeasure 0 1 - CodeableConcept !ucum-units
        precisionEstimate 0 * - @EffectEvidenceSynthesis.effectEstimate.precisionEstimate
        :EffectEvidenceSynthesis.effectEstimate.precisionEstimate backbone BackboneElement
        type 0 1 - CodeableConcept
        level 0 1 - decimal
        from 0 1 - decimal
        to 0 1 - decimal
        :EffectEvidenceSynthesis.certainty backbone BackboneElement
        rating 0 * - CodeableConcept
        note 0 * - Annotation
        certaintySubcomponent 0 * - @EffectEvidenceSynthesis.certainty.certaintySubcomponent
        :EffectEvidenceSynthesis.certainty.certaintySubcomponent backbone BackboneElement
        type 0 1 - CodeableConcept
        rating 0 * - CodeableConcept
        note 0 * - Annotation
        :Encounter resource DomainResource
        identifier 0 * S Identifier
        status 1 1 SM code !encounter-status
        statusHistory 0 * - @Encounter.statusHistory
        class 1 1 S Coding
        classHistory 0 * - @Encounter.classHistory
        type 0 * S CodeableConcept
        serviceType 0 1 S CodeableConcept
        priority 0 1 - CodeableConcept
        subject 0 1 S Reference(Patient|Group)
        episodeOfCare 0 * S Reference(EpisodeOfCare)
        basedOn 0 * - Reference(ServiceRequest)
        participant 0 * S @Encounter.participant
        appointment 0 * S Reference(Appointment)
        period 0 1 - Period
        length 0 1 - Duration
        reasonCode 0 * S CodeableConcept
        reasonReference 0 * S Reference(Condition|Procedure|Observation|ImmunizationRecommendation)
        diagnosis 0 * S @Encounter.diagnosis
        account 0 * - Reference(Account)
        hospitalization 0 1 - @Encounter.hospitalization
        location 0 * - @Encounter.location
        serviceProvider 0 1 - Reference(Organization)
        partOf 0 1 - Reference(Encounter)
        :Encounter.statusHistory backbone BackboneElement
        status 1 1 - code !encounter-status
        period 1 1 - Period
        :Encounter.classHistory backbone BackboneElement
        class 1 1 - Coding
        period 1 1 - Period
        :Encounter.participant backbone BackboneElement
        type 0 * S CodeableConcept
        period 0 1 - Period
        individual 0 1 S Reference(Practitioner|PractitionerRole|RelatedPerson)
        :Encounter.diagnosis backbone BackboneElement
        condition 1 1 S Reference(Condition|Procedure)
        use 0 1 - CodeableConcept
        rank 0 1 - positiveInt
        :Encounter.hospitalization backbone BackboneElement
        preAdmissionIdentifier 0 1 - Identifier
        origin 0 1 - Reference(Location|Organization)
        admitSource 0 1 - CodeableConcept
        reAdmission 0 1 - CodeableConcept
        dietPreference 0 * - CodeableConcept
        specialCourtesy 0 * - CodeableConcept
        specialArrangement 0 * - CodeableConcept
        destination 0 1 - Reference(Location|Organization)
        dischargeDisposition 0 1 - CodeableConcept
        :Encounter.location backbone BackboneElement
        location 1 1 - Reference(Location)
        status 0 1 - code !encounter-location-status
        physicalType 0 1 - CodeableConcept
        period 0 1 - Period
        :Endpoint resource DomainResource
        identifier 0 * S Identifier
        status 1 1 SM code !endpoint-status
        connectionType 1 1 S Coding
        name 0 1 S string
        managingOrganization 0 1 S Reference(Organization)
        contact 0 * - ContactPoint
        period 0 1 S Period
        payloadType 1 * S CodeableConcept
        payloadMimeType 0 * S code !mimetypes
        address 1 1 S url
        header 0 * - string
        :EnrollmentRequest resource DomainResource
        identifier 0 * - Identifier
        status 0 1 SM code !fm-status
        created 0 1 - dateTime
        insurer 0 1 - Reference(Organization)
        provider 0 1 - Reference(Practitioner|PractitionerRole|Organization)
        candidate 0 1 - Reference(Patient)
        coverage 0 1 - Reference(Coverage)
        :EnrollmentResponse resource DomainResource
        identifier 0 * - Identifier
        status 0 1 SM code !fm-status
        request 0 1 - Reference(EnrollmentRequest)
        outcome 0 1 - code !remittance-outcome
        disposition 0 1 - string
        created 0 1 - dateTime
        organization 0 1 - Reference(Organization)
        requestProvider 0 1 - Reference(Practitioner|PractitionerRole|Organization)
        :EpisodeOfCare resource DomainResource
        identifier 0 * - Identifier
        status 1 1 SM code !episode-of-care-status
        statusHistory 0 * - @EpisodeOfCare.statusHistory
        type 0 * S CodeableConcept
        diagnosis 0 * S @EpisodeOfCare.diagnosis
        patient 1 1 S Reference(Patient)
        managingOrganization 0 1 S Reference(Organization)
        period 0 1 S Period
        referralRequest 0 * - Reference(ServiceRequest)
        careManager 0 1 - Reference(Practitioner|PractitionerRole)
        team 0 * - Reference(CareTeam)
        account 0 * - Reference(Account)
        :EpisodeOfCare.statusHistory backbone BackboneElement
        status 1 1 - code !episode-of-care-status
        period 1 1 - Period
        :EpisodeOfCare.diagnosis backbone BackboneElement
        condition 1 1 S Reference(Condition)
        role 0 1 S CodeableConcept
        rank 0 1 S positiveInt
        :EventDefinition resource DomainResource
        url 0 1 S uri
        identifier 0 * S Identifier
        version 0 1 S string
        name 0 1 S string
        title 0 1 S string
        subtitle 0 1 - string
        status 1 1 SM code !publication-status
        experimental 0 1 S boolean
        subject[x] 0 1 - CodeableConcept,Reference(Group)
        date 0 1 S dateTime
        publisher 0 1 S string
        contact 0 * S ContactDetail
        description 0 1 - markdown
        useContext 0 * S UsageContext
        jurisdiction 0 * S CodeableConcept
        purpose 0 1 - markdown
        usage 0 1 - string
        copyright 0 1 - markdown
        approvalDate 0 1 S date
        lastReviewDate 0 1 S date
        effectivePeriod 0 1 S Period
        topic 0 * - CodeableConcept
        author 0 * - ContactDetail
        editor 0 * - ContactDetail
        reviewer 0 * - ContactDetail
        endorser 0 * - ContactDetail
        relatedArtifact 0 * - RelatedArtifact
        trigger 1 * S TriggerDefinition
        :Evidence resource DomainResource
        url 0 1 S uri
        identifier 0 * S Identifier
        version 0 1 S string
        name 0 1 S string
        title 0 1 S string
        shortTitle 0 1 - string
        subtitle 0 1 - string
        status 1 1 SM code !publication-status
        date 0 1 S dateTime
        publisher 0 1 S string
        contact 0 * S ContactDetail
        description 0 1 S markdown
        note 0 * - Annotation
        useContext 0 * S UsageContext
        jurisdiction 0 * S CodeableConcept
        copyright 0 1 - markdown
        approvalDate 0 1 - date
        lastReviewDate 0 1 - date
        effectivePeriod 0 1 S Period
        topic 0 * - CodeableConcept
        author 0 * - ContactDetail
        editor 0 * - ContactDetail
        reviewer 0 * - ContactDetail
        endorser 0 * - ContactDetail
        relatedArtifact 0 * - RelatedArtifact
        exposureBackground 1 1 S Reference(EvidenceVariable)
        exposureVariant 0 * S Reference(EvidenceVariable)
        outcome 0 * S Reference(EvidenceVariable)
        :EvidenceVariable resource DomainResource
        url 0 1 S uri
        identifier 0 * S Identifier
        version 0 1 S string
        name 0 1 S string
        title 0 1 S string
        shortTitle 0 1 S string
        subtitle 0 1 - string
        status 1 1 SM code !publication-status
        date 0 1 S dateTime
        publisher 0 1 S string
        contact 0 * S ContactDetail
        description 0 1 S markdown
        note 0 * - Annotation
        useContext 0 * S UsageContext
        jurisdiction 0 * S CodeableConcept
        copyright 0 1 - markdown
        approvalDate 0 1 - date
        lastReviewDate 0 1 - date
        effectivePeriod 0 1 S Period
        topic 0 * - CodeableConcept
        author 0 * - ContactDetail
        editor 0 * - ContactDetail
        reviewer 0 * - ContactDetail
        endorser 0 * - ContactDetail
        relatedArtifact 0 * - RelatedArtifact
        type 0 1 S code !variable-type
        characteristic 1 * S @EvidenceVariable.characteristic
        :EvidenceVariable.characteristic backbone BackboneElement
        description 0 1 - string
        definition[x] 1 1 S Reference(Group),canonical(ActivityDefinition),CodeableConcept,Expression,DataRequirement,TriggerDefinition
        usageContext 0 * - UsageContext
        exclude 0 1 - boolean
        participantEffective[x] 0 1 - dateTime,Period,Duration,Timing
        timeFromStart 0 1 - Duration
        groupMeasure 0 1 - code !group-measure
        :ExampleScenario resource DomainResource
        url 0 1 S uri
        identifier 0 * S Identifier
        version 0 1 S string
        name 0 1 S string
        status 1 1 SM code !publication-status
        experimental 0 1 S boolean
        date 0 1 S dateTime
        publisher 0 1 S string
        contact 0 * S ContactDetail
        useContext 0 * S UsageContext
        jurisdiction 0 * S CodeableConcept
        copyright 0 1 - markdown
        purpose 0 1 - markdown
        actor 0 * - @ExampleScenario.actor
        instance 0 * - @ExampleScenario.instance
        process 0 * - @ExampleScenario.process
        workflow 0 * - canonical(ExampleScenario)
        :ExampleScenario.actor backbone BackboneElement
        actorId 1 1 - string
        type 1 1 - code !examplescenario-actor-type
        name 0 1 - string
        description 0 1 - markdown
        :ExampleScenario.instance backbone BackboneElement
        resourceId 1 1 - string
        resourceType 1 1 - code !resource-types
        name 0 1 - string
        description 0 1 - markdown
        version 0 * - @ExampleScenario.instance.version
        containedInstance 0 * - @ExampleScenario.instance.containedInstance
        :ExampleScenario.instance.version backbone BackboneElement
        versionId 1 1 - string
        description 1 1 - markdown
        :ExampleScenario.instance.containedInstance backbone BackboneElement
        resourceId 1 1 - string
        versionId 0 1 - string
        :ExampleScenario.process backbone BackboneElement
        title 1 1 S string
        description 0 1 - markdown
        preConditions 0 1 - markdown
        postConditions 0 1 - markdown
        step 0 * - @ExampleScenario.process.step
        :ExampleScenario.process.step backbone BackboneElement
        process 0 * - @ExampleScenario.process
        pause 0 1 - boolean
        operation 0 1 - @ExampleScenario.process.step.operation
        alternative 0 * - @ExampleScenario.process.step.alternative
        :ExampleScenario.process.step.operation backbone BackboneElement
        number 1 1 - string
        type 0 1 - string
        name 0 1 - string
        initiator 0 1 - string
        receiver 0 1 - string
        description 0 1 - markdown
        initiatorActive 0 1 - boolean
        receiverActive 0 1 - boolean
        request 0 1 - @ExampleScenario.instance.containedInstance
        response 0 1 - @ExampleScenario.instance.containedInstance
        :ExampleScenario.process.step.alternative backbone BackboneElement
        title 1 1 - string
        description 0 1 - markdown
        step 0 * - @ExampleScenario.process.step
        :ExplanationOfBenefit resource DomainResource
        identifier 0 * - Identifier
        status 1 1 SM code !explanationofbenefit-status
        type 1 1 S CodeableConcept
        subType 0 1 - CodeableConcept
        use 1 1 S code !claim-use
        patient 1 1 S Reference(Patient)
        billablePeriod 0 1 S Period
        created 1 1 S dateTime
        enterer 0 1 - Reference(Practitioner|PractitionerRole)
        insurer 1 1 S Reference(Organization)
        provider 1 1 S Reference(Practitioner|PractitionerRole|Organization)
        priority 0 1 - CodeableConcept
        fundsReserveRequested 0 1 - CodeableConcept
        fundsReserve 0 1 - CodeableConcept
        related 0 * - @ExplanationOfBenefit.related
        prescription 0 1 - Reference(MedicationRequest|VisionPrescription)
        originalPrescription 0 1 - Reference(MedicationRequest)
        payee 0 1 - @ExplanationOfBenefit.payee
        referral 0 1 - Reference(ServiceRequest)
        facility 0 1 - Reference(Location)
        claim 0 1 - Reference(Claim)
        claimResponse 0 1 - Reference(ClaimResponse)
        outcome 1 1 S code !remittance-outcome
        disposition 0 1 - string
        preAuthRef 0 * - string
        preAuthRefPeriod 0 * - Period
        careTeam 0 * - @ExplanationOfBenefit.careTeam
        supportingInfo 0 * - @ExplanationOfBenefit.supportingInfo
        diagnosis 0 * - @ExplanationOfBenefit.diagnosis
        procedure 0 * - @ExplanationOfBenefit.procedure
        precedence 0 1 - positiveInt
        insurance 1 * S @ExplanationOfBenefit.insurance
        accident 0 1 - @ExplanationOfBenefit.accident
        item 0 * - @ExplanationOfBenefit.item
        addItem 0 * - @ExplanationOfBenefit.addItem
        adjudication 0 * - @ExplanationOfBenefit.item.adjudication
        total 0 * S @ExplanationOfBenefit.total
        payment 0 1 - @ExplanationOfBenefit.payment
        formCode 0 1 - CodeableConcept
        form 0 1 - Attachment
        processNote 0 * - @ExplanationOfBenefit.processNote
        benefitPeriod 0 1 - Period
        benefitBalance 0 * - @ExplanationOfBenefit.benefitBalance
        :ExplanationOfBenefit.related backbone BackboneElement
        claim 0 1 - Reference(Claim)
        relationship 0 1 - CodeableConcept
        reference 0 1 - Identifier
        :ExplanationOfBenefit.payee backbone BackboneElement
        type 0 1 - CodeableConcept
        party 0 1 - Reference(Practitioner|PractitionerRole|Organization|Patient|RelatedPerson)
        :ExplanationOfBenefit.careTeam backbone BackboneElement
        sequence 1 1 - positiveInt
        provider 1 1 - Reference(Practitioner|PractitionerRole|Organization)
        responsible 0 1 - boolean
        role 0 1 - CodeableConcept
        qualification 0 1 - CodeableConcept
        :ExplanationOfBenefit.supportingInfo backbone BackboneElement
        sequence 1 1 - positiveInt
        category 1 1 - CodeableConcept
        code 0 1 - CodeableConcept
        timing[x] 0 1 - date,Period
        value[x] 0 1 - boolean,string,Quantity,Attachment,Reference
        reason 0 1 - Coding
        :ExplanationOfBenefit.diagnosis backbone BackboneElement
        sequence 1 1 - positiveInt
        diagnosis[x] 1 1 - CodeableConcept,Reference(Condition)
        type 0 * - CodeableConcept
        onAdmission 0 1 - CodeableConcept
        packageCode 0 1 - CodeableConcept
        :ExplanationOfBenefit.procedure backbone BackboneElement
        sequence 1 1 - positiveInt
        type 0 * - CodeableConcept
        date 0 1 - dateTime
        procedure[x] 1 1 - CodeableConcept,Reference(Procedure)
        udi 0 * - Reference(Device)
        :ExplanationOfBenefit.insurance backbone BackboneElement
        focal 1 1 S boolean
        coverage 1 1 S Reference(Coverage)
        preAuthRef 0 * - string
        :ExplanationOfBenefit.accident backbone BackboneElement
        date 0 1 - date
        type 0 1 - CodeableConcept
        location[x] 0 1 - Address,Reference(Location)
        :ExplanationOfBenefit.item backbone BackboneElement
        sequence 1 1 - positiveInt
        careTeamSequence 0 * - positiveInt
        diagnosisSequence 0 * - positiveInt
        procedureSequence 0 * - positiveInt
        informationSequence 0 * - positiveInt
        revenue 0 1 - CodeableConcept
        category 0 1 - CodeableConcept
        productOrService 1 1 - CodeableConcept
        modifier 0 * - CodeableConcept
        programCode 0 * - CodeableConcept
        serviced[x] 0 1 - date,Period
        location[x] 0 1 - CodeableConcept,Address,Reference(Location)
        quantity 0 1 - Quantity
        unitPrice 0 1 - Money
        factor 0 1 - decimal
        net 0 1 - Money
        udi 0 * - Reference(Device)
        bodySite 0 1 - CodeableConcept
        subSite 0 * - CodeableConcept
        encounter 0 * - Reference(Encounter)
        noteNumber 0 * - positiveInt
        adjudication 0 * - @ExplanationOfBenefit.item.adjudication
        detail 0 * - @ExplanationOfBenefit.item.detail
        :ExplanationOfBenefit.item.adjudication backbone BackboneElement
        category 1 1 - CodeableConcept
        reason 0 1 - CodeableConcept
        amount 0 1 - Money
        value 0 1 - decimal
        :ExplanationOfBenefit.item.detail backbone BackboneElement
        sequence 1 1 - positiveInt
        revenue 0 1 - CodeableConcept
        category 0 1 - CodeableConcept
        productOrService 1 1 - CodeableConcept
        modifier 0 * - CodeableConcept
        programCode 0 * - CodeableConcept
        quantity 0 1 - Quantity
        unitPrice 0 1 - Money
        factor 0 1 - decimal
        net 0 1 - Money
        udi 0 * - Reference(Device)
        noteNumber 0 * - positiveInt
        adjudication 0 * - @ExplanationOfBenefit.item.adjudication
        subDetail 0 * - @ExplanationOfBenefit.item.detail.subDetail
        :ExplanationOfBenefit.item.detail.subDetail backbone BackboneElement
        sequence 1 1 - positiveInt
        revenue 0 1 - CodeableConcept
        category 0 1 - CodeableConcept
        productOrService 1 1 - CodeableConcept
        modifier 0 * - CodeableConcept
        programCode 0 * - CodeableConcept
        quantity 0 1 - Quantity
        unitPrice 0 1 - Money
        factor 0 1 - decimal
        net 0 1 - Money
        udi 0 * - Reference(Device)
        noteNumber 0 * - positiveInt
        adjudication 0 * - @ExplanationOfBenefit.item.adjudication
        :ExplanationOfBenefit.addItem backbone BackboneElement
        itemSequence 0 * - positiveInt
        detailSequence 0 * - positiveInt
        subDetailSequence 0 * - positiveInt
        provider 0 * - Reference(Practitioner|PractitionerRole|Organization)
        productOrService 1 1 - CodeableConcept
        modifier 0 * - CodeableConcept
        programCode 0 * - CodeableConcept
        serviced[x] 0 1 - date,Period
        location[x] 0 1 - CodeableConcept,Address,Reference(Location)
        quantity 0 1 - Quantity
        unitPrice 0 1 - Money
        factor 0 1 - decimal
        net 0 1 - Money
        bodySite 0 1 - CodeableConcept
        subSite 0 * - CodeableConcept
        noteNumber 0 * - positiveInt
        adjudication 0 * - @ExplanationOfBenefit.item.adjudication
        detail 0 * - @ExplanationOfBenefit.addItem.detail
        :ExplanationOfBenefit.addItem.detail backbone BackboneElement
        productOrService 1 1 - CodeableConcept
        modifier 0 * - CodeableConcept
        quantity 0 1 - Quantity
        unitPrice 0 1 - Money
        factor 0 1 - decimal
        net 0 1 - Money
        noteNumber 0 * - positiveInt
        adjudication 0 * - @ExplanationOfBenefit.item.adjudication
        subDetail 0 * - @ExplanationOfBenefit.addItem.detail.subDetail
        :ExplanationOfBenefit.addItem.detail.subDetail backbone BackboneElement
        productOrService 1 1 - CodeableConcept
        modifier 0 * - CodeableConcept
        quantity 0 1 - Quantity
        unitPrice 0 1 - Money
        factor 0 1 - decimal
        net 0 1 - Money
        noteNumber 0 * - positiveInt
        adjudication 0 * - @ExplanationOfBenefit.item.adjudication
        :ExplanationOfBenefit.total backbone BackboneElement
        category 1 1 S CodeableConcept
        amount 1 1 S Money
        :ExplanationOfBenefit.payment backbone BackboneElement
        type 0 1 - CodeableConcept
        adjustment 0 1 - Money
        adjustmentReason 0 1 - CodeableConcept
        date 0 1 - date
        amount 0 1 - Money
        identifier 0 1 - Identifier
        :ExplanationOfBenefit.processNote backbone BackboneElement
        number 0 1 - positiveInt
        type 0 1 - code !note-type
        text 0 1 - string
        language 0 1 - CodeableConcept
        :ExplanationOfBenefit.benefitBalance backbone BackboneElement
        category 1 1 - CodeableConcept
        excluded 0 1 - boolean
        name 0 1 - string
        description 0 1 - string
        network 0 1 - CodeableConcept
        unit 0 1 - CodeableConcept
        term 0 1 - CodeableConcept
        financial 0 * - @ExplanationOfBenefit.benefitBalance.financial
        :ExplanationOfBenefit.benefitBalance.financial backbone BackboneElement
        type 1 1 - CodeableConcept
        allowed[x] 0 1 - unsignedInt,string,Money
        used[x] 0 1 - unsignedInt,Money
        :FamilyMemberHistory resource DomainResource
        identifier 0 * S Identifier
        instantiatesCanonical 0 * S canonical(PlanDefinition|Questionnaire|ActivityDefinition|Measure|OperationDefinition)
        instantiatesUri 0 * S uri
        status 1 1 SM code !history-status
        dataAbsentReason 0 1 S CodeableConcept
        patient 1 1 S Reference(Patient)
        date 0 1 S dateTime
        name 0 1 S string
        relationship 1 1 S CodeableConcept
        sex 0 1 S CodeableConcept
        born[x] 0 1 - Period,date,string
        age[x] 0 1 S Age,Range,string
        estimatedAge 0 1 S boolean
        deceased[x] 0 1 S boolean,Age,Range,date,string
        reasonCode 0 * S CodeableConcept
        reasonReference 0 * S Reference(Condition|Observation|AllergyIntolerance|QuestionnaireResponse|DiagnosticReport|DocumentReference)
        note 0 * - Annotation
        condition 0 * - @FamilyMemberHistory.condition
        :FamilyMemberHistory.condition backbone BackboneElement
        code 1 1 - CodeableConcept
        outcome 0 1 - CodeableConcept
        contributedToDeath 0 1 - boolean
        onset[x] 0 1 - Age,Range,Period,string
        note 0 * - Annotation
        :Flag resource DomainResource
        identifier 0 * S Identifier
        status 1 1 SM code !flag-status
        category 0 * S CodeableConcept
        code 1 1 S CodeableConcept
        subject 1 1 S Reference(Patient|Location|Group|Organization|Practitioner|PlanDefinition|Medication|Procedure)
        period 0 1 S Period
        encounter 0 1 S Reference(Encounter)
        author 0 1 S Reference(Device|Organization|Patient|Practitioner|PractitionerRole)
        :Goal resource DomainResource
        identifier 0 * - Identifier
        lifecycleStatus 1 1 SM code !goal-status
        achievementStatus 0 1 S CodeableConcept
        category 0 * S CodeableConcept
        priority 0 1 S CodeableConcept
        description 1 1 S CodeableConcept
        subject 1 1 S Reference(Patient|Group|Organization)
        start[x] 0 1 S date,CodeableConcept
        target 0 * - @Goal.target
        statusDate 0 1 S date
        statusReason 0 1 - string
        expressedBy 0 1 S Reference(Patient|Practitioner|PractitionerRole|RelatedPerson)
        addresses 0 * - Reference(Condition|Observation|MedicationStatement|NutritionOrder|ServiceRequest|RiskAssessment)
        note 0 * - Annotation
        outcomeCode 0 * - CodeableConcept
        outcomeReference 0 * - Reference(Observation)
        :Goal.target backbone BackboneElement
        measure 0 1 S CodeableConcept
        detail[x] 0 1 S Quantity,Range,CodeableConcept,string,boolean,integer,Ratio
        due[x] 0 1 S date,Duration
        :GraphDefinition resource DomainResource
        url 0 1 S uri
        version 0 1 S string
        name 1 1 S string
        status 1 1 SM code !publication-status
        experimental 0 1 S boolean
        date 0 1 S dateTime
        publisher 0 1 S string
        contact 0 * S ContactDetail
        description 0 1 - markdown
        useContext 0 * S UsageContext
        jurisdiction 0 * S CodeableConcept
        purpose 0 1 - markdown
        start 1 1 S code !resource-types
        profile 0 1 - canonical(StructureDefinition)
        link 0 * - @GraphDefinition.link
        :GraphDefinition.link backbone BackboneElement
        path 0 1 - string
        sliceName 0 1 - string
        min 0 1 - integer
        max 0 1 - string
        description 0 1 - string
        target 0 * - @GraphDefinition.link.target
        :GraphDefinition.link.target backbone BackboneElement
        type 1 1 - code !resource-types
        params 0 1 - string
        profile 0 1 - canonical(StructureDefinition)
        compartment 0 * - @GraphDefinition.link.target.compartment
        link 0 * - @GraphDefinition.link
        :GraphDefinition.link.target.compartment backbone BackboneElement
        use 1 1 - code !graph-compartment-use
        code 1 1 - code !compartment-type
        rule 1 1 - code !graph-compartment-rule
        expression 0 1 - string
        description 0 1 - string
        :Group resource DomainResource
        identifier 0 * S Identifier
        active 0 1 S boolean
        type 1 1 S code !group-type
        actual 1 1 S boolean
        code 0 1 S CodeableConcept
        name 0 1 S string
        quantity 0 1 S unsignedInt
        managingEntity 0 1 S Reference(Organization|RelatedPerson|Practitioner|PractitionerRole)
        characteristic 0 * - @Group.characteristic
        member 0 * - @Group.member
        :Group.characteristic backbone BackboneElement
        code 1 1 - CodeableConcept
        value[x] 1 1 - CodeableConcept,boolean,Quantity,Range,Reference
        exclude 1 1 - boolean
        period 0 1 - Period
        :Group.member backbone BackboneElement
        entity 1 1 - Reference(Patient|Practitioner|PractitionerRole|Device|Medication|Substance|Group)
        period 0 1 - Period
        inactive 0 1 - boolean
        :GuidanceResponse resource DomainResource
        requestIdentifier 0 1 S Identifier
        identifier 0 * S Identifier
        module[x] 1 1 S uri,canonical,CodeableConcept
        status 1 1 SM code !guidance-response-status
        subject 0 1 - Reference(Patient|Group)
        encounter 0 1 - Reference(Encounter)
        occurrenceDateTime 0 1 - dateTime
        performer 0 1 - Reference(Device)
        reasonCode 0 * - CodeableConcept
        reasonReference 0 * - Reference(Condition|Observation|DiagnosticReport|DocumentReference)
        note 0 * - Annotation
        evaluationMessage 0 * - Reference(OperationOutcome)
        outputParameters 0 1 - Reference(Parameters)
        result 0 1 - Reference(CarePlan|RequestGroup)
        dataRequirement 0 * - DataRequirement
        :HealthcareService resource DomainResource
        identifier 0 * S Identifier
        active 0 1 SM boolean
        providedBy 0 1 S Reference(Organization)
        category 0 * S CodeableConcept
        type 0 * S CodeableConcept
        specialty 0 * S CodeableConcept
        location 0 * S Reference(Location)
        name 0 1 S string
        comment 0 1 S string
        extraDetails 0 1 - markdown
        photo 0 1 S Attachment
        telecom 0 * - ContactPoint
        coverageArea 0 * - Reference(Location)
        serviceProvisionCode 0 * - CodeableConcept
        eligibility 0 * - @HealthcareService.eligibility
        program 0 * - CodeableConcept
        characteristic 0 * - CodeableConcept
        communication 0 * - CodeableConcept
        referralMethod 0 * - CodeableConcept
        appointmentRequired 0 1 - boolean
        availableTime 0 * - @HealthcareService.availableTime
        notAvailable 0 * - @HealthcareService.notAvailable
        availabilityExceptions 0 1 - string
        endpoint 0 * - Reference(Endpoint)
        :HealthcareService.eligibility backbone BackboneElement
        code 0 1 - CodeableConcept
        comment 0 1 - markdown
        :HealthcareService.availableTime backbone BackboneElement
        daysOfWeek 0 * - code !days-of-week
        allDay 0 1 - boolean
        availableStartTime 0 1 - time
        availableEndTime 0 1 - time
        :HealthcareService.notAvailable backbone BackboneElement
        description 1 1 - string
        during 0 1 - Period
        :ImagingStudy resource DomainResource
        identifier 0 * S Identifier
        status 1 1 SM code !imagingstudy-status
        modality 0 * S Coding
        subject 1 1 S Reference(Patient|Device|Group)
        encounter 0 1 S Reference(Encounter)
        started 0 1 S dateTime
        basedOn 0 * S Reference(CarePlan|ServiceRequest|Appointment|AppointmentResponse|Task)
        referrer 0 1 S Reference(Practitioner|PractitionerRole)
        interpreter 0 * S Reference(Practitioner|PractitionerRole)
        endpoint 0 * S Reference(Endpoint)
        numberOfSeries 0 1 S unsignedInt
        numberOfInstances 0 1 S unsignedInt
        procedureReference 0 1 S Reference(Procedure)
        procedureCode 0 * S CodeableConcept
        location 0 1 S Reference(Location)
        reasonCode 0 * S CodeableConcept
        reasonReference 0 * S Reference(Condition|Observation|Media|DiagnosticReport|DocumentReference)
        note 0 * S Annotation
        description 0 1 S string
        series 0 * S @ImagingStudy.series
        :ImagingStudy.series backbone BackboneElement
        uid 1 1 S id
        number 0 1 S unsignedInt
        modality 1 1 S Coding
        description 0 1 S string
        numberOfInstances 0 1 S unsignedInt
        endpoint 0 * S Reference(Endpoint)
        bodySite 0 1 S Coding
        laterality 0 1 S Coding
        specimen 0 * S Reference(Specimen)
        started 0 1 S dateTime
        performer 0 * S @ImagingStudy.series.performer
        instance 0 * - @ImagingStudy.series.instance
        :ImagingStudy.series.performer backbone BackboneElement
        function 0 1 S CodeableConcept
        actor 1 1 S Reference(Practitioner|PractitionerRole|Organization|CareTeam|Patient|Device|RelatedPerson)
        :ImagingStudy.series.instance backbone BackboneElement
        uid 1 1 - id
        sopClass 1 1 - Coding
        number 0 1 - unsignedInt
        title 0 1 - string
        :Immunization resource DomainResource
        identifier 0 * - Identifier
        status 1 1 SM code !immunization-status
        statusReason 0 1 - CodeableConcept
        vaccineCode 1 1 S CodeableConcept
        patient 1 1 S Reference(Patient)
        encounter 0 1 - Reference(Encounter)
        occurrence[x] 1 1 S dateTime,string
        recorded 0 1 - dateTime
        primarySource 0 1 S boolean
        reportOrigin 0 1 - CodeableConcept
        location 0 1 - Reference(Location)
        manufacturer 0 1 - Reference(Organization)
        lotNumber 0 1 - string
        expirationDate 0 1 - date
        site 0 1 - CodeableConcept
        route 0 1 - CodeableConcept
        doseQuantity 0 1 - Quantity
        performer 0 * S @Immunization.performer
        note 0 * S Annotation
        reasonCode 0 * - CodeableConcept
        reasonReference 0 * - Reference(Condition|Observation|DiagnosticReport)
        isSubpotent 0 1 SM boolean
        subpotentReason 0 * - CodeableConcept
        education 0 * - @Immunization.education
        programEligibility 0 * - CodeableConcept
        fundingSource 0 1 - CodeableConcept
        reaction 0 * - @Immunization.reaction
        protocolApplied 0 * - @Immunization.protocolApplied
        :Immunization.performer backbone BackboneElement
        function 0 1 S CodeableConcept
        actor 1 1 S Reference(Practitioner|PractitionerRole|Organization)
        :Immunization.education backbone BackboneElement
        documentType 0 1 - string
        reference 0 1 - uri
        publicationDate 0 1 - dateTime
        presentationDate 0 1 - dateTime
        :Immunization.reaction backbone BackboneElement
        date 0 1 - dateTime
        detail 0 1 - Reference(Observation)
        reported 0 1 - boolean
        :Immunization.protocolApplied backbone BackboneElement
        series 0 1 - string
        authority 0 1 - Reference(Organization)
        targetDisease 0 * - CodeableConcept
        doseNumber[x] 1 1 - positiveInt,string
        seriesDoses[x] 0 1 - positiveInt,string
        :ImmunizationEvaluation resource DomainResource
        identifier 0 * - Identifier
        status 1 1 SM code !immunization-evaluation-status
        patient 1 1 S Reference(Patient)
        date 0 1 - dateTime
        authority 0 1 - Reference(Organization)
        targetDisease 1 1 S CodeableConcept
        immunizationEvent 1 1 S Reference(Immunization)
        doseStatus 1 1 S CodeableConcept
        doseStatusReason 0 * - CodeableConcept
        description 0 1 - string
        series 0 1 - string
        doseNumber[x] 0 1 - positiveInt,string
        seriesDoses[x] 0 1 - positiveInt,string
        :ImmunizationRecommendation resource DomainResource
        identifier 0 * S Identifier
        patient 1 1 S Reference(Patient)
        date 1 1 S dateTime
        authority 0 1 - Reference(Organization)
        recommendation 1 * S @ImmunizationRecommendation.recommendation
        :ImmunizationRecommendation.recommendation backbone BackboneElement
        vaccineCode 0 * S CodeableConcept
        targetDisease 0 1 S CodeableConcept
        contraindicatedVaccineCode 0 * S CodeableConcept
        forecastStatus 1 1 SM CodeableConcept
        forecastReason 0 * S CodeableConcept
        dateCriterion 0 * - @ImmunizationRecommendation.recommendation.dateCriterion
        description 0 1 - string
        series 0 1 - string
        doseNumber[x] 0 1 S positiveInt,string
        seriesDoses[x] 0 1 - positiveInt,string
        supportingImmunization 0 * - Reference(Immunization|ImmunizationEvaluation)
        supportingPatientInformation 0 * - Reference
        :ImmunizationRecommendation.recommendation.dateCriterion backbone BackboneElement
        code 1 1 - CodeableConcept
        value 1 1 - dateTime
        :ImplementationGuide resource DomainResource
        url 1 1 S uri
        version 0 1 S string
        name 1 1 S string
        title 0 1 S string
        status 1 1 SM code !publication-status
        experimental 0 1 S boolean
        date 0 1 S dateTime
        publisher 0 1 S string
        contact 0 * S ContactDetail
        description 0 1 - markdown
        useContext 0 * S UsageContext
        jurisdiction 0 * S CodeableConcept
        copyright 0 1 - markdown
        packageId 1 1 S id
        license 0 1 S code !spdx-license
        fhirVersion 1 * S code !FHIR-version
        dependsOn 0 * S @ImplementationGuide.dependsOn
        global 0 * S @ImplementationGuide.global
        definition 0 1 - @ImplementationGuide.definition
        manifest 0 1 - @ImplementationGuide.manifest
        :ImplementationGuide.dependsOn backbone BackboneElement
        uri 1 1 S canonical(ImplementationGuide)
        packageId 0 1 S id
        version 0 1 S string
        :ImplementationGuide.global backbone BackboneElement
        type 1 1 S code !resource-types
        profile 1 1 S canonical(StructureDefinition)
        :ImplementationGuide.definition backbone BackboneElement
        grouping 0 * - @ImplementationGuide.definition.grouping
        resource 1 * - @ImplementationGuide.definition.resource
        page 0 1 - @ImplementationGuide.definition.page
        parameter 0 * - @ImplementationGuide.definition.parameter
        template 0 * - @ImplementationGuide.definition.template
        :ImplementationGuide.definition.grouping backbone BackboneElement
        name 1 1 - string
        description 0 1 - string
        :ImplementationGuide.definition.resource backbone BackboneElement
        reference 1 1 - Reference
        fhirVersion 0 * - code !FHIR-version
        name 0 1 - string
        description 0 1 - string
        example[x] 0 1 - boolean,canonical(StructureDefinition)
        groupingId 0 1 - id
        :ImplementationGuide.definition.page backbone BackboneElement
        name[x] 1 1 - url,Reference(Binary)
        title 1 1 - string
        generation 1 1 - code !guide-page-generation
        page 0 * - @ImplementationGuide.definition.page
        :ImplementationGuide.definition.parameter backbone BackboneElement
        code 1 1 - code !guide-parameter-code
        value 1 1 - string
        :ImplementationGuide.definition.template backbone BackboneElement
        code 1 1 - code
        source 1 1 - string
        scope 0 1 - string
        :ImplementationGuide.manifest backbone BackboneElement
        rendering 0 1 S url
        resource 1 * S @ImplementationGuide.manifest.resource
        page 0 * - @ImplementationGuide.manifest.page
        image 0 * - string
        other 0 * - string
        :ImplementationGuide.manifest.resource backbone BackboneElement
        reference 1 1 S Reference
        example[x] 0 1 - boolean,canonical(StructureDefinition)
        relativePath 0 1 - url
        :ImplementationGuide.manifest.page backbone BackboneElement
        name 1 1 - string
        title 0 1 - string
        anchor 0 * - string
        :InsurancePlan resource DomainResource
        identifier 0 * S Identifier
        status 0 1 SM code !publication-status
        type 0 * S CodeableConcept
        name 0 1 S string
        alias 0 * - string
        period 0 1 - Period
        ownedBy 0 1 S Reference(Organization)
        administeredBy 0 1 S Reference(Organization)
        coverageArea 0 * S Reference(Location)
        contact 0 * - @InsurancePlan.contact
        endpoint 0 * - Reference(Endpoint)
        network 0 * - Reference(Organization)
        coverage 0 * - @InsurancePlan.coverage
        plan 0 * - @InsurancePlan.plan
        :InsurancePlan.contact backbone BackboneElement
        purpose 0 1 - CodeableConcept
        name 0 1 - HumanName
        telecom 0 * - ContactPoint
        address 0 1 - Address
        :InsurancePlan.coverage backbone BackboneElement
        type 1 1 - CodeableConcept
        network 0 * - Reference(Organization)
        benefit 1 * - @InsurancePlan.coverage.benefit
        :InsurancePlan.coverage.benefit backbone BackboneElement
        type 1 1 - CodeableConcept
        requirement 0 1 - string
        limit 0 * - @InsurancePlan.coverage.benefit.limit
        :InsurancePlan.coverage.benefit.limit backbone BackboneElement
        value 0 1 - Quantity
        code 0 1 - CodeableConcept
        :InsurancePlan.plan backbone BackboneElement
        identifier 0 * S Identifier
        type 0 1 - CodeableConcept
        coverageArea 0 * S Reference(Location)
        network 0 * - Reference(Organization)
        generalCost 0 * - @InsurancePlan.plan.generalCost
        specificCost 0 * - @InsurancePlan.plan.specificCost
        :InsurancePlan.plan.generalCost backbone BackboneElement
        type 0 1 - CodeableConcept
        groupSize 0 1 - positiveInt
        cost 0 1 - Money
        comment 0 1 - string
        :InsurancePlan.plan.specificCost backbone BackboneElement
        category 1 1 - CodeableConcept
        benefit 0 * - @InsurancePlan.plan.specificCost.benefit
        :InsurancePlan.plan.specificCost.benefit backbone BackboneElement
        type 1 1 - CodeableConcept
        cost 0 * - @InsurancePlan.plan.specificCost.benefit.cost
        :InsurancePlan.plan.specificCost.benefit.cost backbone BackboneElement
        type 1 1 - CodeableConcept
        applicability 0 1 - CodeableConcept !insuranceplan-applicability
        qualifiers 0 * - CodeableConcept
        value 0 1 - Quantity
        :Invoice resource DomainResource
        identifier 0 * S Identifier
        status 1 1 SM code !invoice-status
        cancelledReason 0 1 - string
        type 0 1 S CodeableConcept
        subject 0 1 S Reference(Patient|Group)
        recipient 0 1 S Reference(Organization|Patient|RelatedPerson)
        date 0 1 S dateTime
        participant 0 * - @Invoice.participant
        issuer 0 1 - Reference(Organization)
        account 0 1 - Reference(Account)
        lineItem 0 * - @Invoice.lineItem
        totalPriceComponent 0 * - @Invoice.lineItem.priceComponent
        totalNet 0 1 S Money
        totalGross 0 1 S Money
        paymentTerms 0 1 - markdown
        note 0 * - Annotation
        :Invoice.participant backbone BackboneElement
        role 0 1 - CodeableConcept
        actor 1 1 - Reference(Practitioner|Organization|Patient|PractitionerRole|Device|RelatedPerson)
        :Invoice.lineItem backbone BackboneElement
        sequence 0 1 - positiveInt
        chargeItem[x] 1 1 - Reference(ChargeItem),CodeableConcept
        priceComponent 0 * - @Invoice.lineItem.priceComponent
        :Invoice.lineItem.priceComponent backbone BackboneElement
        type 1 1 - code !invoice-priceComponentType
        code 0 1 - CodeableConcept
        factor 0 1 - decimal
        amount 0 1 - Money
        :Library resource DomainResource
        url 0 1 S uri
        identifier 0 * S Identifier
        version 0 1 S string
        name 0 1 S string
        title 0 1 S string
        subtitle 0 1 - string
        status 1 1 SM code !publication-status
        experimental 0 1 S boolean
        type 1 1 S CodeableConcept
        subject[x] 0 1 - CodeableConcept,Reference(Group)
        date 0 1 S dateTime
        publisher 0 1 S string
        contact 0 * S ContactDetail
        description 0 1 S markdown
        useContext 0 * S UsageContext
        jurisdiction 0 * S CodeableConcept
        purpose 0 1 - markdown
        usage 0 1 - string
        copyright 0 1 - markdown
        approvalDate 0 1 - date
        lastReviewDate 0 1 - date
        effectivePeriod 0 1 S Period
        topic 0 * - CodeableConcept
        author 0 * - ContactDetail
        editor 0 * - ContactDetail
        reviewer 0 * - ContactDetail
        endorser 0 * - ContactDetail
        relatedArtifact 0 * - RelatedArtifact
        parameter 0 * - ParameterDefinition
        dataRequirement 0 * - DataRequirement
        content 0 * S Attachment
        :Linkage resource DomainResource
        active 0 1 S boolean
        author 0 1 S Reference(Practitioner|PractitionerRole|Organization)
        item 1 * S @Linkage.item
        :Linkage.item backbone BackboneElement
        type 1 1 S code !linkage-type
        resource 1 1 S Reference
        :List resource DomainResource
        identifier 0 * - Identifier
        status 1 1 SM code !list-status
        mode 1 1 SM code !list-mode
        title 0 1 S string
        code 0 1 S CodeableConcept
        subject 0 1 S Reference(Patient|Group|Device|Location)
        encounter 0 1 - Reference(Encounter)
        date 0 1 S dateTime
        source 0 1 S Reference(Practitioner|PractitionerRole|Patient|Device)
        orderedBy 0 1 - CodeableConcept
        note 0 * - Annotation
        entry 0 * - @List.entry
        emptyReason 0 1 - CodeableConcept
        :List.entry backbone BackboneElement
        flag 0 1 - CodeableConcept
        deleted 0 1 M boolean
        date 0 1 - dateTime
        item 1 1 - Reference
        :Location resource DomainResource
        identifier 0 * S Identifier
        status 0 1 SM code !location-status
        operationalStatus 0 1 S Coding
        name 0 1 S string
        alias 0 * - string
        description 0 1 S string
        mode 0 1 S code !location-mode
        type 0 * S CodeableConcept
        telecom 0 * - ContactPoint
        address 0 1 - Address
        physicalType 0 1 S CodeableConcept
        position 0 1 - @Location.position
        managingOrganization 0 1 S Reference(Organization)
        partOf 0 1 - Reference(Location)
        hoursOfOperation 0 * - @Location.hoursOfOperation
        availabilityExceptions 0 1 - string
        endpoint 0 * - Reference(Endpoint)
        :Location.position backbone BackboneElement
        longitude 1 1 - decimal
        latitude 1 1 - decimal
        altitude 0 1 - decimal
        :Location.hoursOfOperation backbone BackboneElement
        daysOfWeek 0 * - code !days-of-week
        allDay 0 1 - boolean
        openingTime 0 1 - time
        closingTime 0 1 - time
        :Measure resource DomainResource
        url 0 1 S uri
        identifier 0 * S Identifier
        version 0 1 S string
        name 0 1 S string
        title 0 1 S string
        subtitle 0 1 - string
        status 1 1 SM code !publication-status
        experimental 0 1 S boolean
        subject[x] 0 1 - CodeableConcept,Reference(Group)
        date 0 1 S dateTime
        publisher 0 1 S string
        contact 0 * S ContactDetail
        description 0 1 S markdown
        useContext 0 * S UsageContext
        jurisdiction 0 * S CodeableConcept
        purpose 0 1 - markdown
        usage 0 1 - string
        copyright 0 1 - markdown
        approvalDate 0 1 - date
        lastReviewDate 0 1 - date
        effectivePeriod 0 1 S Period
        topic 0 * - CodeableConcept
        author 0 * - ContactDetail
        editor 0 * - ContactDetail
        reviewer 0 * - ContactDetail
        endorser 0 * - ContactDetail
        relatedArtifact 0 * - RelatedArtifact
        library 0 * - canonical(Library)
        disclaimer 0 1 S markdown
        scoring 0 1 S CodeableConcept
        compositeScoring 0 1 S CodeableConcept
        type 0 * S CodeableConcept
        riskAdjustment 0 1 S string
        rateAggregation 0 1 S string
        rationale 0 1 S markdown
        clinicalRecommendationStatement 0 1 S markdown
        improvementNotation 0 1 S CodeableConcept !measure-improvement-notation
        definition 0 * S markdown
        guidance 0 1 S markdown
        group 0 * - @Measure.group
        supplementalData 0 * - @Measure.supplementalData
        :Measure.group backbone BackboneElement
        code 0 1 - CodeableConcept
        description 0 1 - string
        population 0 * - @Measure.group.population
        stratifier 0 * - @Measure.group.stratifier
        :Measure.group.population backbone BackboneElement
        code 0 1 - CodeableConcept
        description 0 1 - string
        criteria 1 1 - Expression
        :Measure.group.stratifier backbone BackboneElement
        code 0 1 - CodeableConcept
        description 0 1 - string
        criteria 0 1 - Expression
        component 0 * - @Measure.group.stratifier.component
        :Measure.group.stratifier.component backbone BackboneElement
        code 0 1 - CodeableConcept
        description 0 1 - string
        criteria 1 1 - Expression
        :Measure.supplementalData backbone BackboneElement
        code 0 1 - CodeableConcept
        usage 0 * - CodeableConcept
        description 0 1 - string
        criteria 1 1 - Expression
        :MeasureReport resource DomainResource
        identifier 0 * S Identifier
        status 1 1 SM code !measure-report-status
        type 1 1 S code !measure-report-type
        measure 1 1 S canonical(Measure)
        subject 0 1 S Reference(Patient|Practitioner|PractitionerRole|Location|Device|RelatedPerson|Group)
        date 0 1 S dateTime
        reporter 0 1 S Reference(Practitioner|PractitionerRole|Location|Organization)
        period 1 1 S Period
        improvementNotation 0 1 SM CodeableConcept !measure-improvement-notation
        group 0 * - @MeasureReport.group
        evaluatedResource 0 * - Reference
        :MeasureReport.group backbone BackboneElement
        code 0 1 S CodeableConcept
        population 0 * - @MeasureReport.group.population
        measureScore 0 1 S Quantity
        stratifier 0 * - @MeasureReport.group.stratifier
        :MeasureReport.group.population backbone BackboneElement
        code 0 1 S CodeableConcept
        count 0 1 - integer
        subjectResults 0 1 - Reference(List)
        :MeasureReport.group.stratifier backbone BackboneElement
        code 0 * - CodeableConcept
        stratum 0 * - @MeasureReport.group.stratifier.stratum
        :MeasureReport.group.stratifier.stratum backbone BackboneElement
        value 0 1 - CodeableConcept
        component 0 * - @MeasureReport.group.stratifier.stratum.component
        population 0 * - @MeasureReport.group.stratifier.stratum.population
        measureScore 0 1 - Quantity
        :MeasureReport.group.stratifier.stratum.component backbone BackboneElement
        code 1 1 - CodeableConcept
        value 1 1 - CodeableConcept
        :MeasureReport.group.stratifier.stratum.population backbone BackboneElement
        code 0 1 - CodeableConcept
        count 0 1 - integer
        subjectResults 0 1 - Reference(List)
        :Media resource DomainResource
        identifier 0 * S Identifier
        basedOn 0 * S Reference(ServiceRequest|CarePlan)
        partOf 0 * S Reference
        status 1 1 SM code !event-status
        type 0 1 S CodeableConcept
        modality 0 1 S CodeableConcept
        view 0 1 S CodeableConcept
        subject 0 1 S Reference(Patient|Practitioner|PractitionerRole|Group|Device|Specimen|Location)
        encounter 0 1 S Reference(Encounter)
        created[x] 0 1 S dateTime,Period
        issued 0 1 S instant
        operator 0 1 S Reference(Practitioner|PractitionerRole|Organization|CareTeam|Patient|Device|RelatedPerson)
        reasonCode 0 * S CodeableConcept
        bodySite 0 1 S CodeableConcept
        deviceName 0 1 S string
        device 0 1 S Reference(Device|DeviceMetric|Device)
        height 0 1 S positiveInt
        width 0 1 S positiveInt
        frames 0 1 S positiveInt
        duration 0 1 S decimal
        content 1 1 S Attachment
        note 0 * - Annotation
        :Medication resource DomainResource
        identifier 0 * S Identifier
        code 0 1 S CodeableConcept
        status 0 1 SM code !medication-status
        manufacturer 0 1 S Reference(Organization)
        form 0 1 - CodeableConcept
        amount 0 1 S Ratio
        ingredient 0 * - @Medication.ingredient
        batch 0 1 - @Medication.batch
        :Medication.ingredient backbone BackboneElement
        item[x] 1 1 - CodeableConcept,Reference(Substance|Medication)
        isActive 0 1 - boolean
        strength 0 1 - Ratio
        :Medication.batch backbone BackboneElement
        lotNumber 0 1 - string
        expirationDate 0 1 - dateTime
        :MedicationAdministration resource DomainResource
        identifier 0 * - Identifier
        instantiates 0 * S uri
        partOf 0 * S Reference(MedicationAdministration|Procedure)
        status 1 1 SM code !medication-admin-status
        statusReason 0 * - CodeableConcept
        category 0 1 - CodeableConcept
        medication[x] 1 1 S CodeableConcept,Reference(Medication)
        subject 1 1 S Reference(Patient|Group)
        context 0 1 - Reference(Encounter|EpisodeOfCare)
        supportingInformation 0 * - Reference
        effective[x] 1 1 S dateTime,Period
        performer 0 * S @MedicationAdministration.performer
        reasonCode 0 * - CodeableConcept
        reasonReference 0 * - Reference(Condition|Observation|DiagnosticReport)
        request 0 1 - Reference(MedicationRequest)
        device 0 * - Reference(Device)
        note 0 * - Annotation
        dosage 0 1 - @MedicationAdministration.dosage
        eventHistory 0 * - Reference(Provenance)
        :MedicationAdministration.performer backbone BackboneElement
        function 0 1 - CodeableConcept
        actor 1 1 S Reference(Practitioner|PractitionerRole|Patient|RelatedPerson|Device)
        :MedicationAdministration.dosage backbone BackboneElement
        text 0 1 - string
        site 0 1 - CodeableConcept
        route 0 1 - CodeableConcept
        method 0 1 - CodeableConcept
        dose 0 1 - Quantity
        rate[x] 0 1 - Ratio,Quantity
        :MedicationDispense resource DomainResource
        identifier 0 * - Identifier
        partOf 0 * - Reference(Procedure)
        status 1 1 SM code !medicationdispense-status
        statusReason[x] 0 1 - CodeableConcept,Reference(DetectedIssue)
        category 0 1 - CodeableConcept
        medication[x] 1 1 S CodeableConcept,Reference(Medication)
        subject 0 1 S Reference(Patient|Group)
        context 0 1 - Reference(Encounter|EpisodeOfCare)
        supportingInformation 0 * - Reference
        performer 0 * - @MedicationDispense.performer
        location 0 1 - Reference(Location)
        authorizingPrescription 0 * - Reference(MedicationRequest)
        type 0 1 - CodeableConcept
        quantity 0 1 - Quantity
        daysSupply 0 1 - Quantity
        whenPrepared 0 1 S dateTime
        whenHandedOver 0 1 - dateTime
        destination 0 1 - Reference(Location)
        receiver 0 * - Reference(Patient|Practitioner)
        note 0 * - Annotation
        dosageInstruction 0 * - Dosage
        substitution 0 1 - @MedicationDispense.substitution
        detectedIssue 0 * - Reference(DetectedIssue)
        eventHistory 0 * - Reference(Provenance)
        :MedicationDispense.performer backbone BackboneElement
        function 0 1 - CodeableConcept
        actor 1 1 - Reference(Practitioner|PractitionerRole|Organization|Patient|Device|RelatedPerson)
        :MedicationDispense.substitution backbone BackboneElement
        wasSubstituted 1 1 - boolean
        type 0 1 - CodeableConcept
        reason 0 * - CodeableConcept
        responsibleParty 0 * - Reference(Practitioner|PractitionerRole)
        :MedicationKnowledge resource DomainResource
        code 0 1 S CodeableConcept
        status 0 1 SM code !medicationknowledge-status
        manufacturer 0 1 S Reference(Organization)
        doseForm 0 1 - CodeableConcept
        amount 0 1 S Quantity
        synonym 0 * S string
        relatedMedicationKnowledge 0 * - @MedicationKnowledge.relatedMedicationKnowledge
        associatedMedication 0 * - Reference(Medication)
        productType 0 * - CodeableConcept
        monograph 0 * - @MedicationKnowledge.monograph
        ingredient 0 * - @MedicationKnowledge.ingredient
        preparationInstruction 0 1 - markdown
        intendedRoute 0 * - CodeableConcept
        cost 0 * - @MedicationKnowledge.cost
        monitoringProgram 0 * - @MedicationKnowledge.monitoringProgram
        administrationGuidelines 0 * - @MedicationKnowledge.administrationGuidelines
        medicineClassification 0 * - @MedicationKnowledge.medicineClassification
        packaging 0 1 - @MedicationKnowledge.packaging
        drugCharacteristic 0 * - @MedicationKnowledge.drugCharacteristic
        contraindication 0 * - Reference(DetectedIssue)
        regulatory 0 * - @MedicationKnowledge.regulatory
        kinetics 0 * - @MedicationKnowledge.kinetics
        :MedicationKnowledge.relatedMedicationKnowledge backbone BackboneElement
        type 1 1 - CodeableConcept
        reference 1 * - Reference(MedicationKnowledge)
        :MedicationKnowledge.monograph backbone BackboneElement
        type 0 1 - CodeableConcept
        source 0 1 - Reference(DocumentReference|Media)
        :MedicationKnowledge.ingredient backbone BackboneElement
        item[x] 1 1 - CodeableConcept,Reference(Substance)
        isActive 0 1 - boolean
        strength 0 1 - Ratio
        :MedicationKnowledge.cost backbone BackboneElement
        type 1 1 - CodeableConcept
        source 0 1 - string
        cost 1 1 - Money
        :MedicationKnowledge.monitoringProgram backbone BackboneElement
        type 0 1 - CodeableConcept
        name 0 1 - string
        :MedicationKnowledge.administrationGuidelines backbone BackboneElement
        dosage 0 * - @MedicationKnowledge.administrationGuidelines.dosage
        indication[x] 0 1 - CodeableConcept,Reference(ObservationDefinition)
        patientCharacteristics 0 * - @MedicationKnowledge.administrationGuidelines.patientCharacteristics
        :MedicationKnowledge.administrationGuidelines.dosage backbone BackboneElement
        type 1 1 - CodeableConcept
        dosage 1 * - Dosage
        :MedicationKnowledge.administrationGuidelines.patientCharacteristics backbone BackboneElement
        characteristic[x] 1 1 - CodeableConcept,Quantity
        value 0 * - string
        :MedicationKnowledge.medicineClassification backbone BackboneElement
        type 1 1 - CodeableConcept
        classification 0 * - CodeableConcept
        :MedicationKnowledge.packaging backbone BackboneElement
        type 0 1 - CodeableConcept
        quantity 0 1 - Quantity
        :MedicationKnowledge.drugCharacteristic backbone BackboneElement
        type 0 1 - CodeableConcept
        value[x] 0 1 - CodeableConcept,string,Quantity,base64Binary
        :MedicationKnowledge.regulatory backbone BackboneElement
        regulatoryAuthority 1 1 - Reference(Organization)
        substitution 0 * - @MedicationKnowledge.regulatory.substitution
        schedule 0 * - @MedicationKnowledge.regulatory.schedule
        maxDispense 0 1 - @MedicationKnowledge.regulatory.maxDispense
        :MedicationKnowledge.regulatory.substitution backbone BackboneElement
        type 1 1 - CodeableConcept
        allowed 1 1 - boolean
        :MedicationKnowledge.regulatory.schedule backbone BackboneElement
        schedule 1 1 - CodeableConcept
        :MedicationKnowledge.regulatory.maxDispense backbone BackboneElement
        quantity 1 1 - Quantity
        period 0 1 - Duration
        :MedicationKnowledge.kinetics backbone BackboneElement
        areaUnderCurve 0 * - Quantity
        lethalDose50 0 * - Quantity
        halfLifePeriod 0 1 - Duration
        :MedicationRequest resource DomainResource
        identifier 0 * - Identifier
        status 1 1 SM code !medicationrequest-status
        statusReason 0 1 - CodeableConcept
        intent 1 1 SM code !medicationrequest-intent
        category 0 * - CodeableConcept
        priority 0 1 S code !request-priority
        doNotPerform 0 1 SM boolean
        reported[x] 0 1 S boolean,Reference(Patient|Practitioner|PractitionerRole|RelatedPerson|Organization)
        medication[x] 1 1 S CodeableConcept,Reference(Medication)
        subject 1 1 S Reference(Patient|Group)
        encounter 0 1 - Reference(Encounter)
        supportingInformation 0 * - Reference
        authoredOn 0 1 S dateTime
        requester 0 1 S Reference(Practitioner|PractitionerRole|Organization|Patient|RelatedPerson|Device)
        performer 0 1 - Reference(Practitioner|PractitionerRole|Organization|Patient|Device|RelatedPerson|CareTeam)
        performerType 0 1 S CodeableConcept
        recorder 0 1 - Reference(Practitioner|PractitionerRole)
        reasonCode 0 * - CodeableConcept
        reasonReference 0 * - Reference(Condition|Observation)
        instantiatesCanonical 0 * S canonical
        instantiatesUri 0 * S uri
        basedOn 0 * S Reference(CarePlan|MedicationRequest|ServiceRequest|ImmunizationRecommendation)
        groupIdentifier 0 1 S Identifier
        courseOfTherapyType 0 1 - CodeableConcept
        insurance 0 * - Reference(Coverage|ClaimResponse)
        note 0 * - Annotation
        dosageInstruction 0 * - Dosage
        dispenseRequest 0 1 - @MedicationRequest.dispenseRequest
        substitution 0 1 - @MedicationRequest.substitution
        priorPrescription 0 1 - Reference(MedicationRequest)
        detectedIssue 0 * - Reference(DetectedIssue)
        eventHistory 0 * - Reference(Provenance)
        :MedicationRequest.dispenseRequest backbone BackboneElement
        initialFill 0 1 - @MedicationRequest.dispenseRequest.initialFill
        dispenseInterval 0 1 - Duration
        validityPeriod 0 1 - Period
        numberOfRepeatsAllowed 0 1 - unsignedInt
        quantity 0 1 - Quantity
        expectedSupplyDuration 0 1 - Duration
        performer 0 1 - Reference(Organization)
        :MedicationRequest.dispenseRequest.initialFill backbone BackboneElement
        quantity 0 1 - Quantity
        duration 0 1 - Duration
        :MedicationRequest.substitution backbone BackboneElement
        allowed[x] 1 1 - boolean,CodeableConcept
        reason 0 1 - CodeableConcept
        :MedicationStatement resource DomainResource
        identifier 0 * S Identifier
        basedOn 0 * S Reference(MedicationRequest|CarePlan|ServiceRequest)
        partOf 0 * S Reference(MedicationAdministration|MedicationDispense|MedicationStatement|Procedure|Observation)
        status 1 1 SM code !medication-statement-status
        statusReason 0 * - CodeableConcept
        category 0 1 S CodeableConcept
        medication[x] 1 1 S CodeableConcept,Reference(Medication)
        subject 1 1 S Reference(Patient|Group)
        context 0 1 S Reference(Encounter|EpisodeOfCare)
        effective[x] 0 1 S dateTime,Period
        dateAsserted 0 1 S dateTime
        informationSource 0 1 - Reference(Patient|Practitioner|PractitionerRole|RelatedPerson|Organization)
        derivedFrom 0 * - Reference
        reasonCode 0 * - CodeableConcept
        reasonReference 0 * - Reference(Condition|Observation|DiagnosticReport)
        note 0 * - Annotation
        dosage 0 * - Dosage
        :MedicinalProduct resource DomainResource
        identifier 0 * S Identifier
        type 0 1 S CodeableConcept
        domain 0 1 S Coding
        combinedPharmaceuticalDoseForm 0 1 S CodeableConcept
        legalStatusOfSupply 0 1 S CodeableConcept
        additionalMonitoringIndicator 0 1 S CodeableConcept
        specialMeasures 0 * S string
        paediatricUseIndicator 0 1 S CodeableConcept
        productClassification 0 * S CodeableConcept
        marketingStatus 0 * S MarketingStatus
        pharmaceuticalProduct 0 * S Reference(MedicinalProductPharmaceutical)
        packagedMedicinalProduct 0 * S Reference(MedicinalProductPackaged)
        attachedDocument 0 * S Reference(DocumentReference)
        masterFile 0 * S Reference(DocumentReference)
        contact 0 * S Reference(Organization|PractitionerRole)
        clinicalTrial 0 * S Reference(ResearchStudy)
        name 1 * S @MedicinalProduct.name
        crossReference 0 * S Identifier
        manufacturingBusinessOperation 0 * S @MedicinalProduct.manufacturingBusinessOperation
        specialDesignation 0 * S @MedicinalProduct.specialDesignation
        :MedicinalProduct.name backbone BackboneElement
        productName 1 1 S string
        namePart 0 * S @MedicinalProduct.name.namePart
        countryLanguage 0 * S @MedicinalProduct.name.countryLanguage
        :MedicinalProduct.name.namePart backbone BackboneElement
        part 1 1 S string
        type 1 1 S Coding
        :MedicinalProduct.name.countryLanguage backbone BackboneElement
        country 1 1 S CodeableConcept
        jurisdiction 0 1 S CodeableConcept
        language 1 1 S CodeableConcept
        :MedicinalProduct.manufacturingBusinessOperation backbone BackboneElement
        operationType 0 1 S CodeableConcept
        authorisationReferenceNumber 0 1 S Identifier
        effectiveDate 0 1 S dateTime
        confidentialityIndicator 0 1 S CodeableConcept
        manufacturer 0 * S Reference(Organization)
        regulator 0 1 S Reference(Organization)
        :MedicinalProduct.specialDesignation backbone BackboneElement
        identifier 0 * S Identifier
        type 0 1 S CodeableConcept
        intendedUse 0 1 S CodeableConcept
        indication[x] 0 1 S CodeableConcept,Reference(MedicinalProductIndication)
        status 0 1 S CodeableConcept
        date 0 1 S dateTime
        species 0 1 S CodeableConcept
        :MedicinalProductAuthorization resource DomainResource
        identifier 0 * S Identifier
        subject 0 1 S Reference(MedicinalProduct|MedicinalProductPackaged)
        country 0 * S CodeableConcept
        jurisdiction 0 * S CodeableConcept
        status 0 1 S CodeableConcept
        statusDate 0 1 S dateTime
        restoreDate 0 1 S dateTime
        validityPeriod 0 1 S Period
        dataExclusivityPeriod 0 1 S Period
        dateOfFirstAuthorization 0 1 S dateTime
        internationalBirthDate 0 1 S dateTime
        legalBasis 0 1 S CodeableConcept
        jurisdictionalAuthorization 0 * S @MedicinalProductAuthorization.jurisdictionalAuthorization
        holder 0 1 S Reference(Organization)
        regulator 0 1 S Reference(Organization)
        procedure 0 1 S @MedicinalProductAuthorization.procedure
        :MedicinalProductAuthorization.jurisdictionalAuthorization backbone BackboneElement
        identifier 0 * S Identifier
        country 0 1 S CodeableConcept
        jurisdiction 0 * S CodeableConcept
        legalStatusOfSupply 0 1 S CodeableConcept
        validityPeriod 0 1 S Period
        :MedicinalProductAuthorization.procedure backbone BackboneElement
        identifier 0 1 S Identifier
        type 1 1 S CodeableConcept
        date[x] 0 1 S Period,dateTime
        application 0 * S @MedicinalProductAuthorization.procedure
        :MedicinalProductContraindication resource DomainResource
        subject 0 * S Reference(MedicinalProduct|Medication)
        disease 0 1 S CodeableConcept
        diseaseStatus 0 1 S CodeableConcept
        comorbidity 0 * S CodeableConcept
        therapeuticIndication 0 * S Reference(MedicinalProductIndication)
        otherTherapy 0 * S @MedicinalProductContraindication.otherTherapy
        population 0 * S Population
        :MedicinalProductContraindication.otherTherapy backbone BackboneElement
        therapyRelationshipType 1 1 S CodeableConcept
        medication[x] 1 1 S CodeableConcept,Reference(MedicinalProduct|Medication|Substance|SubstanceSpecification)
        :MedicinalProductIndication resource DomainResource
        subject 0 * S Reference(MedicinalProduct|Medication)
        diseaseSymptomProcedure 0 1 S CodeableConcept
        diseaseStatus 0 1 S CodeableConcept
        comorbidity 0 * S CodeableConcept
        intendedEffect 0 1 S CodeableConcept
        duration 0 1 S Quantity
        otherTherapy 0 * S @MedicinalProductIndication.otherTherapy
        undesirableEffect 0 * S Reference(MedicinalProductUndesirableEffect)
        population 0 * S Population
        :MedicinalProductIndication.otherTherapy backbone BackboneElement
        therapyRelationshipType 1 1 S CodeableConcept
        medication[x] 1 1 S CodeableConcept,Reference(MedicinalProduct|Medication|Substance|SubstanceSpecification)
        :MedicinalProductIngredient resource DomainResource
        identifier 0 1 S Identifier
        role 1 1 S CodeableConcept
        allergenicIndicator 0 1 S boolean
        manufacturer 0 * S Reference(Organization)
        specifiedSubstance 0 * S @MedicinalProductIngredient.specifiedSubstance
        substance 0 1 S @MedicinalProductIngredient.substance
        :MedicinalProductIngredient.specifiedSubstance backbone BackboneElement
        code 1 1 S CodeableConcept
        group 1 1 S CodeableConcept
        confidentiality 0 1 S CodeableConcept
        strength 0 * S @MedicinalProductIngredient.specifiedSubstance.strength
        :MedicinalProductIngredient.specifiedSubstance.strength backbone BackboneElement
        presentation 1 1 S Ratio
        presentationLowLimit 0 1 SM Ratio
        concentration 0 1 S Ratio
        concentrationLowLimit 0 1 SM Ratio
        measurementPoint 0 1 S string
        country 0 * S CodeableConcept
        referenceStrength 0 * S @MedicinalProductIngredient.specifiedSubstance.strength.referenceStrength
        :MedicinalProductIngredient.specifiedSubstance.strength.referenceStrength backbone BackboneElement
        substance 0 1 S CodeableConcept
        strength 1 1 S Ratio
        strengthLowLimit 0 1 S Ratio
        measurementPoint 0 1 S string
        country 0 * S CodeableConcept
        :MedicinalProductIngredient.substance backbone BackboneElement
        code 1 1 S CodeableConcept
        strength 0 * S @MedicinalProductIngredient.specifiedSubstance.strength
        :MedicinalProductInteraction resource DomainResource
        subject 0 * S Reference(MedicinalProduct|Medication|Substance)
        description 0 1 S string
        interactant 0 * S @MedicinalProductInteraction.interactant
        type 0 1 S CodeableConcept
        effect 0 1 S CodeableConcept
        incidence 0 1 S CodeableConcept
        management 0 1 S CodeableConcept
        :MedicinalProductInteraction.interactant backbone BackboneElement
        item[x] 1 1 S Reference(MedicinalProduct|Medication|Substance|ObservationDefinition),CodeableConcept
        :MedicinalProductManufactured resource DomainResource
        manufacturedDoseForm 1 1 S CodeableConcept
        unitOfPresentation 0 1 S CodeableConcept
        quantity 1 1 S Quantity
        manufacturer 0 * S Reference(Organization)
        ingredient 0 * S Reference(MedicinalProductIngredient)
        physicalCharacteristics 0 1 S ProdCharacteristic
        otherCharacteristics 0 * S CodeableConcept
        :MedicinalProductPackaged resource DomainResource
        identifier 0 * S Identifier
        subject 0 * S Reference(MedicinalProduct)
        description 0 1 S string
        legalStatusOfSupply 0 1 S CodeableConcept
        marketingStatus 0 * S MarketingStatus
        marketingAuthorization 0 1 S Reference(MedicinalProductAuthorization)
        manufacturer 0 * S Reference(Organization)
        batchIdentifier 0 * S @MedicinalProductPackaged.batchIdentifier
        packageItem 1 * S @MedicinalProductPackaged.packageItem
        :MedicinalProductPackaged.batchIdentifier backbone BackboneElement
        outerPackaging 1 1 S Identifier
        immediatePackaging 0 1 S Identifier
        :MedicinalProductPackaged.packageItem backbone BackboneElement
        identifier 0 * S Identifier
        type 1 1 S CodeableConcept
        quantity 1 1 S Quantity
        material 0 * S CodeableConcept
        alternateMaterial 0 * S CodeableConcept
        device 0 * S Reference(DeviceDefinition)
        manufacturedItem 0 * S Reference(MedicinalProductManufactured)
        packageItem 0 * S @MedicinalProductPackaged.packageItem
        physicalCharacteristics 0 1 S ProdCharacteristic
        otherCharacteristics 0 * S CodeableConcept
        shelfLifeStorage 0 * S ProductShelfLife
        manufacturer 0 * S Reference(Organization)
        :MedicinalProductPharmaceutical resource DomainResource
        identifier 0 * S Identifier
        administrableDoseForm 1 1 S CodeableConcept
        unitOfPresentation 0 1 S CodeableConcept
        ingredient 0 * S Reference(MedicinalProductIngredient)
        device 0 * S Reference(DeviceDefinition)
        characteristics 0 * S @MedicinalProductPharmaceutical.characteristics
        routeOfAdministration 1 * S @MedicinalProductPharmaceutical.routeOfAdministration
        :MedicinalProductPharmaceutical.characteristics backbone BackboneElement
        code 1 1 S CodeableConcept
        status 0 1 S CodeableConcept
        :MedicinalProductPharmaceutical.routeOfAdministration backbone BackboneElement
        code 1 1 S CodeableConcept
        firstDose 0 1 S Quantity
        maxSingleDose 0 1 S Quantity
        maxDosePerDay 0 1 S Quantity
        maxDosePerTreatmentPeriod 0 1 S Ratio
        maxTreatmentPeriod 0 1 S Duration
        targetSpecies 0 * S @MedicinalProductPharmaceutical.routeOfAdministration.targetSpecies
        :MedicinalProductPharmaceutical.routeOfAdministration.targetSpecies backbone BackboneElement
        code 1 1 S CodeableConcept
        withdrawalPeriod 0 * S @MedicinalProductPharmaceutical.routeOfAdministration.targetSpecies.withdrawalPeriod
        :MedicinalProductPharmaceutical.routeOfAdministration.targetSpecies.withdrawalPeriod backbone BackboneElement
        tissue 1 1 S CodeableConcept
        value 1 1 S Quantity
        supportingInformation 0 1 S string
        :MedicinalProductUndesirableEffect resource DomainResource
        subject 0 * S Reference(MedicinalProduct|Medication)
        symptomConditionEffect 0 1 S CodeableConcept
        classification 0 1 S CodeableConcept
        frequencyOfOccurrence 0 1 S CodeableConcept
        population 0 * S Population
        :MessageDefinition resource DomainResource
        url 0 1 S uri
        identifier 0 * S Identifier
        version 0 1 S string
        name 0 1 S string
        title 0 1 S string
        replaces 0 * S canonical(MessageDefinition)
        status 1 1 SM code !publication-status
        experimental 0 1 S boolean
        date 1 1 S dateTime
        publisher 0 1 S string
        contact 0 * S ContactDetail
        description 0 1 S markdown
        useContext 0 * S UsageContext
        jurisdiction 0 * S CodeableConcept
        purpose 0 1 S markdown
        copyright 0 1 - markdown
        base 0 1 S canonical(MessageDefinition)
        parent 0 * S canonical(ActivityDefinition|PlanDefinition)
        event[x] 1 1 S Coding,uri
        category 0 1 S code !message-significance-category
        focus 0 * S @MessageDefinition.focus
        responseRequired 0 1 - code !messageheader-response-request
        allowedResponse 0 * - @MessageDefinition.allowedResponse
        graph 0 * - canonical(GraphDefinition)
        :MessageDefinition.focus backbone BackboneElement
        code 1 1 S code !resource-types
        profile 0 1 - canonical(StructureDefinition)
        min 1 1 S unsignedInt
        max 0 1 - string
        :MessageDefinition.allowedResponse backbone BackboneElement
        message 1 1 - canonical(MessageDefinition)
        situation 0 1 - markdown
        :MessageHeader resource DomainResource
        event[x] 1 1 S Coding,uri
        destination 0 * S @MessageHeader.destination
        sender 0 1 S Reference(Practitioner|PractitionerRole|Organization)
        enterer 0 1 S Reference(Practitioner|PractitionerRole)
        author 0 1 S Reference(Practitioner|PractitionerRole)
        source 1 1 S @MessageHeader.source
        responsible 0 1 S Reference(Practitioner|PractitionerRole|Organization)
        reason 0 1 S CodeableConcept
        response 0 1 S @MessageHeader.response
        focus 0 * S Reference
        definition 0 1 S canonical(MessageDefinition)
        :MessageHeader.destination backbone BackboneElement
        name 0 1 S string
        target 0 1 S Reference(Device)
        endpoint 1 1 S url
        receiver 0 1 S Reference(Practitioner|PractitionerRole|Organization)
        :MessageHeader.source backbone BackboneElement
        name 0 1 S string
        software 0 1 S string
        version 0 1 S string
        contact 0 1 S ContactPoint
        endpoint 1 1 S url
        :MessageHeader.response backbone BackboneElement
        identifier 1 1 S id
        code 1 1 S code !response-code
        details 0 1 S Reference(OperationOutcome)
        :MolecularSequence resource DomainResource
        identifier 0 * S Identifier
        type 0 1 S code !sequence-type
        coordinateSystem 1 1 S integer
        patient 0 1 S Reference(Patient)
        specimen 0 1 S Reference(Specimen)
        device 0 1 S Reference(Device)
        performer 0 1 S Reference(Organization)
        quantity 0 1 S Quantity
        referenceSeq 0 1 S @MolecularSequence.referenceSeq
        variant 0 * S @MolecularSequence.variant
        observedSeq 0 1 S string
        quality 0 * S @MolecularSequence.quality
        readCoverage 0 1 S integer
        repository 0 * S @MolecularSequence.repository
        pointer 0 * S Reference(MolecularSequence)
        structureVariant 0 * S @MolecularSequence.structureVariant
        :MolecularSequence.referenceSeq backbone BackboneElement
        chromosome 0 1 S CodeableConcept
        genomeBuild 0 1 S string
        orientation 0 1 S code !orientation-type
        referenceSeqId 0 1 S CodeableConcept
        referenceSeqPointer 0 1 S Reference(MolecularSequence)
        referenceSeqString 0 1 S string
        strand 0 1 S code !strand-type
        windowStart 0 1 S integer
        windowEnd 0 1 S integer
        :MolecularSequence.variant backbone BackboneElement
        start 0 1 S integer
        end 0 1 S integer
        observedAllele 0 1 S string
        referenceAllele 0 1 S string
        cigar 0 1 S string
        variantPointer 0 1 S Reference(Observation)
        :MolecularSequence.quality backbone BackboneElement
        type 1 1 S code !quality-type
        standardSequence 0 1 S CodeableConcept
        start 0 1 S integer
        end 0 1 S integer
        score 0 1 S Quantity
        method 0 1 S CodeableConcept
        truthTP 0 1 S decimal
        queryTP 0 1 S decimal
        truthFN 0 1 S decimal
        queryFP 0 1 S decimal
        gtFP 0 1 S decimal
        precision 0 1 S decimal
        recall 0 1 S decimal
        fScore 0 1 S decimal
        roc 0 1 S @MolecularSequence.quality.roc
        :MolecularSequence.quality.roc backbone BackboneElement
        score 0 * S integer
        numTP 0 * S integer
        numFP 0 * S integer
        numFN 0 * S integer
        precision 0 * S decimal
        sensitivity 0 * S decimal
        fMeasure 0 * S decimal
        :MolecularSequence.repository backbone BackboneElement
        type 1 1 S code !repository-type
        url 0 1 S uri
        name 0 1 S string
        datasetId 0 1 S string
        variantsetId 0 1 S string
        readsetId 0 1 S string
        :MolecularSequence.structureVariant backbone BackboneElement
        variantType 0 1 S CodeableConcept !http://loinc.org/vs/LL379-9
        exact 0 1 S boolean
        length 0 1 S integer
        outer 0 1 S @MolecularSequence.structureVariant.outer
        inner 0 1 S @MolecularSequence.structureVariant.inner
        :MolecularSequence.structureVariant.outer backbone BackboneElement
        start 0 1 S integer
        end 0 1 S integer
        :MolecularSequence.structureVariant.inner backbone BackboneElement
        start 0 1 S integer
        end 0 1 S integer
        :NamingSystem resource DomainResource
        name 1 1 S string
        status 1 1 SM code !publication-status
        kind 1 1 S code !namingsystem-type
        date 1 1 S dateTime
        publisher 0 1 S string
        contact 0 * S ContactDetail
        responsible 0 1 - string
        type 0 1 - CodeableConcept
        description 0 1 - markdown
        useContext 0 * S UsageContext
        jurisdiction 0 * S CodeableConcept
        usage 0 1 - string
        uniqueId 1 * S @NamingSystem.uniqueId
        :NamingSystem.uniqueId backbone BackboneElement
        type 1 1 S code !namingsystem-identifier-type
        value 1 1 S string
        preferred 0 1 - boolean
        comment 0 1 - string
        period 0 1 - Period
        :NutritionOrder resource DomainResource
        identifier 0 * - Identifier
        instantiatesCanonical 0 * S canonical(ActivityDefinition|PlanDefinition)
        instantiatesUri 0 * S uri
        instantiates 0 * - uri
        status 1 1 SM code !request-status
        intent 1 1 SM code !request-intent
        patient 1 1 S Reference(Patient)
        encounter 0 1 - Reference(Encounter)
        dateTime 1 1 S dateTime
        orderer 0 1 S Reference(Practitioner|PractitionerRole)
        allergyIntolerance 0 * - Reference(AllergyIntolerance)
        foodPreferenceModifier 0 * - CodeableConcept
        excludeFoodModifier 0 * - CodeableConcept
        oralDiet 0 1 - @NutritionOrder.oralDiet
        supplement 0 * - @NutritionOrder.supplement
        enteralFormula 0 1 - @NutritionOrder.enteralFormula
        note 0 * - Annotation
        :NutritionOrder.oralDiet backbone BackboneElement
        type 0 * S CodeableConcept
        schedule 0 * - Timing
        nutrient 0 * - @NutritionOrder.oralDiet.nutrient
        texture 0 * - @NutritionOrder.oralDiet.texture
        fluidConsistencyType 0 * - CodeableConcept
        instruction 0 1 S string
        :NutritionOrder.oralDiet.nutrient backbone BackboneElement
        modifier 0 1 - CodeableConcept
        amount 0 1 - Quantity
        :NutritionOrder.oralDiet.texture backbone BackboneElement
        modifier 0 1 - CodeableConcept
        foodType 0 1 - CodeableConcept
        :NutritionOrder.supplement backbone BackboneElement
        type 0 1 S CodeableConcept
        productName 0 1 - string
        schedule 0 * - Timing
        quantity 0 1 - Quantity
        instruction 0 1 S string
        :NutritionOrder.enteralFormula backbone BackboneElement
        baseFormulaType 0 1 S CodeableConcept
        baseFormulaProductName 0 1 - string
        additiveType 0 1 - CodeableConcept
        additiveProductName 0 1 - string
        caloricDensity 0 1 - Quantity
        routeofAdministration 0 1 - CodeableConcept
        administration 0 * - @NutritionOrder.enteralFormula.administration
        maxVolumeToDeliver 0 1 - Quantity
        administrationInstruction 0 1 S string
        :NutritionOrder.enteralFormula.administration backbone BackboneElement
        schedule 0 1 - Timing
        quantity 0 1 - Quantity
        rate[x] 0 1 - Quantity,Ratio
        :Observation resource DomainResource
        identifier 0 * S Identifier
        basedOn 0 * S Reference(CarePlan|DeviceRequest|ImmunizationRecommendation|MedicationRequest|NutritionOrder|ServiceRequest)
        partOf 0 * S Reference(MedicationAdministration|MedicationDispense|MedicationStatement|Procedure|Immunization|ImagingStudy)
        status 1 1 SM code !observation-status
        category 0 * - CodeableConcept
        code 1 1 S CodeableConcept
        subject 0 1 S Reference(Patient|Group|Device|Location)
        focus 0 * S Reference
        encounter 0 1 S Reference(Encounter)
        effective[x] 0 1 S dateTime,Period,Timing,instant
        issued 0 1 S instant
        performer 0 * S Reference(Practitioner|PractitionerRole|Organization|CareTeam|Patient|RelatedPerson)
        value[x] 0 1 S Quantity,CodeableConcept,string,boolean,integer,Range,Ratio,SampledData,time,dateTime,Period
        dataAbsentReason 0 1 - CodeableConcept
        interpretation 0 * - CodeableConcept
        note 0 * - Annotation
        bodySite 0 1 - CodeableConcept
        method 0 1 - CodeableConcept
        specimen 0 1 - Reference(Specimen)
        device 0 1 - Reference(Device|DeviceMetric)
        referenceRange 0 * - @Observation.referenceRange
        hasMember 0 * S Reference(Observation|QuestionnaireResponse|MolecularSequence)
        derivedFrom 0 * S Reference(DocumentReference|ImagingStudy|Media|QuestionnaireResponse|Observation|MolecularSequence)
        component 0 * S @Observation.component
        :Observation.referenceRange backbone BackboneElement
        low 0 1 - Quantity
        high 0 1 - Quantity
        type 0 1 - CodeableConcept
        appliesTo 0 * - CodeableConcept
        age 0 1 - Range
        text 0 1 - string
        :Observation.component backbone BackboneElement
        code 1 1 S CodeableConcept
        value[x] 0 1 S Quantity,CodeableConcept,string,boolean,integer,Range,Ratio,SampledData,time,dateTime,Period
        dataAbsentReason 0 1 - CodeableConcept
        interpretation 0 * - CodeableConcept
        referenceRange 0 * - @Observation.referenceRange
        :ObservationDefinition resource DomainResource
        category 0 * S CodeableConcept
        code 1 1 S CodeableConcept
        identifier 0 * S Identifier
        permittedDataType 0 * - code !permitted-data-type
        multipleResultsAllowed 0 1 - boolean
        method 0 1 - CodeableConcept
        preferredReportName 0 1 - string
        quantitativeDetails 0 1 - @ObservationDefinition.quantitativeDetails
        qualifiedInterval 0 * - @ObservationDefinition.qualifiedInterval
        validCodedValueSet 0 1 - Reference(ValueSet)
        normalCodedValueSet 0 1 - Reference(ValueSet)
        abnormalCodedValueSet 0 1 - Reference(ValueSet)
        criticalCodedValueSet 0 1 - Reference(ValueSet)
        :ObservationDefinition.quantitativeDetails backbone BackboneElement
        customaryUnit 0 1 - CodeableConcept
        unit 0 1 - CodeableConcept
        conversionFactor 0 1 - decimal
        decimalPrecision 0 1 - integer
        :ObservationDefinition.qualifiedInterval backbone BackboneElement
        category 0 1 - code !observation-range-category
        range 0 1 - Range
        context 0 1 - CodeableConcept
        appliesTo 0 * - CodeableConcept
        gender 0 1 - code !administrative-gender
        age 0 1 - Range
        gestationalAge 0 1 - Range
        condition 0 1 - string
        :OperationDefinition resource DomainResource
        url 0 1 S uri
        version 0 1 S string
        name 1 1 S string
        title 0 1 S string
        status 1 1 SM code !publication-status
        kind 1 1 S code !operation-kind
        experimental 0 1 S boolean
        date 0 1 S dateTime
        publisher 0 1 S string
        contact 0 * S ContactDetail
        description 0 1 - markdown
        useContext 0 * S UsageContext
        jurisdiction 0 * S CodeableConcept
        purpose 0 1 - markdown
        affectsState 0 1 S boolean
        code 1 1 S code
        comment 0 1 - markdown
        base 0 1 S canonical(OperationDefinition)
        resource 0 * S code !resource-types
        system 1 1 S boolean
        type 1 1 S boolean
        instance 1 1 S boolean
        inputProfile 0 1 - canonical(StructureDefinition)
        outputProfile 0 1 - canonical(StructureDefinition)
        parameter 0 * - @OperationDefinition.parameter
        overload 0 * - @OperationDefinition.overload
        :OperationDefinition.parameter backbone BackboneElement
        name 1 1 - code
        use 1 1 - code !operation-parameter-use
        min 1 1 - integer
        max 1 1 - string
        documentation 0 1 - string
        type 0 1 - code !all-types
        targetProfile 0 * - canonical(StructureDefinition)
        searchType 0 1 - code !search-param-type
        binding 0 1 - @OperationDefinition.parameter.binding
        referencedFrom 0 * - @OperationDefinition.parameter.referencedFrom
        part 0 * - @OperationDefinition.parameter
        :OperationDefinition.parameter.binding backbone BackboneElement
        strength 1 1 - code !binding-strength
        valueSet 1 1 - canonical(ValueSet)
        :OperationDefinition.parameter.referencedFrom backbone BackboneElement
        source 1 1 - string
        sourceId 0 1 - string
        :OperationDefinition.overload backbone BackboneElement
        parameterName 0 * - string
        comment 0 1 - string
        :OperationOutcome resource DomainResource
        issue 1 * S @OperationOutcome.issue
        :OperationOutcome.issue backbone BackboneElement
        severity 1 1 S code !issue-severity
        code 1 1 S code !issue-type
        details 0 1 S CodeableConcept
        diagnostics 0 1 S string
        location 0 * S string
        expression 0 * S string
        :Organization resource DomainResource
        identifier 0 * S Identifier
        active 0 1 SM boolean
        type 0 * S CodeableConcept
        name 0 1 S string
        alias 0 * - string
        telecom 0 * - ContactPoint
        address 0 * - Address
        partOf 0 1 S Reference(Organization)
        contact 0 * - @Organization.contact
        endpoint 0 * - Reference(Endpoint)
        :Organization.contact backbone BackboneElement
        purpose 0 1 - CodeableConcept
        name 0 1 - HumanName
        telecom 0 * - ContactPoint
        address 0 1 - Address
        :OrganizationAffiliation resource DomainResource
        identifier 0 * S Identifier
        active 0 1 S boolean
        period 0 1 S Period
        organization 0 1 S Reference(Organization)
        participatingOrganization 0 1 S Reference(Organization)
        network 0 * S Reference(Organization)
        code 0 * S CodeableConcept
        specialty 0 * S CodeableConcept
        location 0 * S Reference(Location)
        healthcareService 0 * - Reference(HealthcareService)
        telecom 0 * S ContactPoint
        endpoint 0 * - Reference(Endpoint)
        :Parameters resource Resource
        parameter 0 * S @Parameters.parameter
        :Parameters.parameter backbone BackboneElement
        name 1 1 S string
        value[x] 0 1 S base64Binary,boolean,canonical,code,date,dateTime,decimal,id,instant,integer,markdown,oid,positiveInt,string,time,unsignedInt,uri,url,uuid,Address,Age,Annotation,Attachment,CodeableConcept,Coding,ContactPoint,Count,Distance,Duration,HumanName,Identifier,Money,Period,Quantity,Range,Ratio,Reference,SampledData,Signature,Timing,ContactDetail,Contributor,DataRequirement,Expression,ParameterDefinition,RelatedArtifact,TriggerDefinition,UsageContext,Dosage,Meta
        resource 0 1 S Resource
        part 0 * S @Parameters.parameter
        :Patient resource DomainResource
        identifier 0 * S Identifier
        active 0 1 SM boolean
        name 0 * S HumanName
        telecom 0 * S ContactPoint
        gender 0 1 S code !administrative-gender
        birthDate 0 1 S date
        deceased[x] 0 1 SM boolean,dateTime
        address 0 * S Address
        maritalStatus 0 1 - CodeableConcept
        multipleBirth[x] 0 1 - boolean,integer
        photo 0 * - Attachment
        contact 0 * - @Patient.contact
        communication 0 * - @Patient.communication
        generalPractitioner 0 * - Reference(Organization|Practitioner|PractitionerRole)
        managingOrganization 0 1 S Reference(Organization)
        link 0 * SM @Patient.link
        :Patient.contact backbone BackboneElement
        relationship 0 * - CodeableConcept
        name 0 1 - HumanName
        telecom 0 * - ContactPoint
        address 0 1 - Address
        gender 0 1 - code !administrative-gender
        organization 0 1 - Reference(Organization)
        period 0 1 - Period
        :Patient.communication backbone BackboneElement
        language 1 1 - CodeableConcept
        preferred 0 1 - boolean
        :Patient.link backbone BackboneElement
        other 1 1 S Reference(Patient|RelatedPerson)
        type 1 1 S code !link-type
        :PaymentNotice resource DomainResource
        identifier 0 * - Identifier
        status 1 1 SM code !fm-status
        request 0 1 - Reference
        response 0 1 - Reference
        created 1 1 S dateTime
        provider 0 1 - Reference(Practitioner|PractitionerRole|Organization)
        payment 1 1 S Reference(PaymentReconciliation)
        paymentDate 0 1 - date
        payee 0 1 - Reference(Practitioner|PractitionerRole|Organization)
        recipient 1 1 S Reference(Organization)
        amount 1 1 S Money
        paymentStatus 0 1 - CodeableConcept
        :PaymentReconciliation resource DomainResource
        identifier 0 * - Identifier
        status 1 1 SM code !fm-status
        period 0 1 S Period
        created 1 1 S dateTime
        paymentIssuer 0 1 S Reference(Organization)
        request 0 1 - Reference(Task)
        requestor 0 1 - Reference(Practitioner|PractitionerRole|Organization)
        outcome 0 1 - code !remittance-outcome
        disposition 0 1 - string
        paymentDate 1 1 S date
        paymentAmount 1 1 S Money
        paymentIdentifier 0 1 - Identifier
        detail 0 * - @PaymentReconciliation.detail
        formCode 0 1 - CodeableConcept
        processNote 0 * - @PaymentReconciliation.processNote
        :PaymentReconciliation.detail backbone BackboneElement
        identifier 0 1 - Identifier
        predecessor 0 1 - Identifier
        type 1 1 - CodeableConcept
        request 0 1 - Reference
        submitter 0 1 - Reference(Practitioner|PractitionerRole|Organization)
        response 0 1 - Reference
        date 0 1 - date
        responsible 0 1 - Reference(PractitionerRole)
        payee 0 1 - Reference(Practitioner|PractitionerRole|Organization)
        amount 0 1 - Money
        :PaymentReconciliation.processNote backbone BackboneElement
        type 0 1 - code !note-type
        text 0 1 - string
        :Person resource DomainResource
        identifier 0 * - Identifier
        name 0 * S HumanName
        telecom 0 * S ContactPoint
        gender 0 1 S code !administrative-gender
        birthDate 0 1 S date
        address 0 * - Address
        photo 0 1 - Attachment
        managingOrganization 0 1 S Reference(Organization)
        active 0 1 SM boolean
        link 0 * - @Person.link
        :Person.link backbone BackboneElement
        target 1 1 - Reference(Patient|Practitioner|RelatedPerson|Person)
        assurance 0 1 - code !identity-assuranceLevel
        :PlanDefinition resource DomainResource
        url 0 1 S uri
        identifier 0 * S Identifier
        version 0 1 S string
        name 0 1 S string
        title 0 1 S string
        subtitle 0 1 - string
        type 0 1 S CodeableConcept
        status 1 1 SM code !publication-status
        experimental 0 1 S boolean
        subject[x] 0 1 - CodeableConcept,Reference(Group)
        date 0 1 S dateTime
        publisher 0 1 S string
        contact 0 * S ContactDetail
        description 0 1 S markdown
        useContext 0 * S UsageContext
        jurisdiction 0 * S CodeableConcept
        purpose 0 1 - markdown
        usage 0 1 - string
        copyright 0 1 - markdown
        approvalDate 0 1 - date
        lastReviewDate 0 1 - date
        effectivePeriod 0 1 S Period
        topic 0 * - CodeableConcept
        author 0 * - ContactDetail
        editor 0 * - ContactDetail
        reviewer 0 * - ContactDetail
        endorser 0 * - ContactDetail
        relatedArtifact 0 * - RelatedArtifact
        library 0 * - canonical(Library)
        goal 0 * - @PlanDefinition.goal
        action 0 * - @PlanDefinition.action
        :PlanDefinition.goal backbone BackboneElement
        category 0 1 - CodeableConcept
        description 1 1 - CodeableConcept
        priority 0 1 - CodeableConcept
        start 0 1 - CodeableConcept
        addresses 0 * - CodeableConcept
        documentation 0 * - RelatedArtifact
        target 0 * - @PlanDefinition.goal.target
        :PlanDefinition.goal.target backbone BackboneElement
        measure 0 1 - CodeableConcept
        detail[x] 0 1 - Quantity,Range,CodeableConcept
        due 0 1 - Duration
        :PlanDefinition.action backbone BackboneElement
        prefix 0 1 - string
        title 0 1 - string
        description 0 1 - string
        textEquivalent 0 1 - string
        priority 0 1 - code !request-priority
        code 0 * - CodeableConcept
        reason 0 * - CodeableConcept
        documentation 0 * - RelatedArtifact
        goalId 0 * - id
        subject[x] 0 1 - CodeableConcept,Reference(Group)
        trigger 0 * - TriggerDefinition
        condition 0 * - @PlanDefinition.action.condition
        input 0 * - DataRequirement
        output 0 * - DataRequirement
        relatedAction 0 * - @PlanDefinition.action.relatedAction
        timing[x] 0 1 - dateTime,Age,Period,Duration,Range,Timing
        participant 0 * - @PlanDefinition.action.participant
        type 0 1 - CodeableConcept
        groupingBehavior 0 1 - code !action-grouping-behavior
        selectionBehavior 0 1 - code !action-selection-behavior
        requiredBehavior 0 1 - code !action-required-behavior
        precheckBehavior 0 1 - code !action-precheck-behavior
        cardinalityBehavior 0 1 - code !action-cardinality-behavior
        definition[x] 0 1 - canonical(ActivityDefinition|PlanDefinition|Questionnaire),uri
        transform 0 1 - canonical(StructureMap)
        dynamicValue 0 * - @PlanDefinition.action.dynamicValue
        action 0 * - @PlanDefinition.action
        :PlanDefinition.action.condition backbone BackboneElement
        kind 1 1 - code !action-condition-kind
        expression 0 1 - Expression
        :PlanDefinition.action.relatedAction backbone BackboneElement
        actionId 1 1 - id
        relationship 1 1 - code !action-relationship-type
        offset[x] 0 1 - Duration,Range
        :PlanDefinition.action.participant backbone BackboneElement
        type 1 1 - code !action-participant-type
        role 0 1 - CodeableConcept
        :PlanDefinition.action.dynamicValue backbone BackboneElement
        path 0 1 - string
        expression 0 1 - Expression
        :Practitioner resource DomainResource
        identifier 0 * S Identifier
        active 0 1 S boolean
        name 0 * S HumanName
        telecom 0 * S ContactPoint
        address 0 * S Address
        gender 0 1 S code !administrative-gender
        birthDate 0 1 S date
        photo 0 * - Attachment
        qualification 0 * - @Practitioner.qualification
        communication 0 * - CodeableConcept
        :Practitioner.qualification backbone BackboneElement
        identifier 0 * - Identifier
        code 1 1 - CodeableConcept
        period 0 1 - Period
        issuer 0 1 - Reference(Organization)
        :PractitionerRole resource DomainResource
        identifier 0 * S Identifier
        active 0 1 S boolean
        period 0 1 S Period
        practitioner 0 1 S Reference(Practitioner)
        organization 0 1 S Reference(Organization)
        code 0 * S CodeableConcept
        specialty 0 * S CodeableConcept
        location 0 * S Reference(Location)
        healthcareService 0 * - Reference(HealthcareService)
        telecom 0 * S ContactPoint
        availableTime 0 * - @PractitionerRole.availableTime
        notAvailable 0 * - @PractitionerRole.notAvailable
        availabilityExceptions 0 1 - string
        endpoint 0 * - Reference(Endpoint)
        :PractitionerRole.availableTime backbone BackboneElement
        daysOfWeek 0 * - code !days-of-week
        allDay 0 1 - boolean
        availableStartTime 0 1 - time
        availableEndTime 0 1 - time
        :PractitionerRole.notAvailable backbone BackboneElement
        description 1 1 - string
        during 0 1 - Period
        :Procedure resource DomainResource
        identifier 0 * S Identifier
        instantiatesCanonical 0 * S canonical(PlanDefinition|ActivityDefinition|Measure|OperationDefinition|Questionnaire)
        instantiatesUri 0 * S uri
        basedOn 0 * S Reference(CarePlan|ServiceRequest)
        partOf 0 * S Reference(Procedure|Observation|MedicationAdministration)
        status 1 1 SM code !event-status
        statusReason 0 1 S CodeableConcept
        category 0 1 S CodeableConcept
        code 0 1 S CodeableConcept
        subject 1 1 S Reference(Patient|Group)
        encounter 0 1 S Reference(Encounter)
        performed[x] 0 1 S dateTime,Period,string,Age,Range
        recorder 0 1 S Reference(Patient|RelatedPerson|Practitioner|PractitionerRole)
        asserter 0 1 S Reference(Patient|RelatedPerson|Practitioner|PractitionerRole)
        performer 0 * S @Procedure.performer
        location 0 1 S Reference(Location)
        reasonCode 0 * S CodeableConcept
        reasonReference 0 * S Reference(Condition|Observation|Procedure|DiagnosticReport|DocumentReference)
        bodySite 0 * S CodeableConcept
        outcome 0 1 S CodeableConcept
        report 0 * - Reference(DiagnosticReport|DocumentReference|Composition)
        complication 0 * - CodeableConcept
        complicationDetail 0 * - Reference(Condition)
        followUp 0 * - CodeableConcept
        note 0 * - Annotation
        focalDevice 0 * - @Procedure.focalDevice
        usedReference 0 * - Reference(Device|Medication|Substance)
        usedCode 0 * - CodeableConcept
        :Procedure.performer backbone BackboneElement
        function 0 1 S CodeableConcept
        actor 1 1 S Reference(Practitioner|PractitionerRole|Organization|Patient|RelatedPerson|Device)
        onBehalfOf 0 1 - Reference(Organization)
        :Procedure.focalDevice backbone BackboneElement
        action 0 1 - CodeableConcept
        manipulated 1 1 - Reference(Device)
        :Provenance resource DomainResource
        target 1 * S Reference
        occurred[x] 0 1 - Period,dateTime
        recorded 1 1 S instant
        policy 0 * - uri
        location 0 1 - Reference(Location)
        reason 0 * - CodeableConcept
        activity 0 1 - CodeableConcept
        agent 1 * - @Provenance.agent
        entity 0 * - @Provenance.entity
        signature 0 * - Signature
        :Provenance.agent backbone BackboneElement
        type 0 1 S CodeableConcept
        role 0 * - CodeableConcept
        who 1 1 S Reference(Practitioner|PractitionerRole|RelatedPerson|Patient|Device|Organization)
        onBehalfOf 0 1 - Reference(Practitioner|PractitionerRole|RelatedPerson|Patient|Device|Organization)
        :Provenance.entity backbone BackboneElement
        role 1 1 S code !provenance-entity-role
        what 1 1 S Reference
        agent 0 * - @Provenance.agent
        :Questionnaire resource DomainResource
        url 0 1 S uri
        identifier 0 * S Identifier
        version 0 1 S string
        name 0 1 S string
        title 0 1 S string
        derivedFrom 0 * - canonical(Questionnaire)
        status 1 1 SM code !publication-status
        experimental 0 1 S boolean
        subjectType 0 * S code !resource-types
        date 0 1 S dateTime
        publisher 0 1 S string
        contact 0 * S ContactDetail
        description 0 1 - markdown
        useContext 0 * S UsageContext
        jurisdiction 0 * S CodeableConcept
        purpose 0 1 - markdown
        copyright 0 1 - markdown
        approvalDate 0 1 - date
        lastReviewDate 0 1 - date
        effectivePeriod 0 1 S Period
        code 0 * S Coding
        item 0 * - @Questionnaire.item
        :Questionnaire.item backbone BackboneElement
        linkId 1 1 - string
        definition 0 1 - uri
        code 0 * - Coding
        prefix 0 1 - string
        text 0 1 - string
        type 1 1 - code !item-type
        enableWhen 0 * M @Questionnaire.item.enableWhen
        enableBehavior 0 1 - code !questionnaire-enable-behavior
        required 0 1 - boolean
        repeats 0 1 - boolean
        readOnly 0 1 - boolean
        maxLength 0 1 - integer
        answerValueSet 0 1 - canonical(ValueSet)
        answerOption 0 * - @Questionnaire.item.answerOption
        initial 0 * - @Questionnaire.item.initial
        item 0 * - @Questionnaire.item
        :Questionnaire.item.enableWhen backbone BackboneElement
        question 1 1 - string
        operator 1 1 - code !questionnaire-enable-operator
        answer[x] 1 1 - boolean,decimal,integer,date,dateTime,time,string,Coding,Quantity,Reference
        :Questionnaire.item.answerOption backbone BackboneElement
        value[x] 1 1 - integer,date,time,string,Coding,Reference
        initialSelected 0 1 - boolean
        :Questionnaire.item.initial backbone BackboneElement
        value[x] 1 1 - boolean,decimal,integer,date,dateTime,time,string,uri,Attachment,Coding,Quantity,Reference
        :QuestionnaireResponse resource DomainResource
        identifier 0 1 S Identifier
        basedOn 0 * S Reference(CarePlan|ServiceRequest)
        partOf 0 * S Reference(Observation|Procedure)
        questionnaire 0 1 S canonical(Questionnaire)
        status 1 1 SM code !questionnaire-answers-status
        subject 0 1 S Reference
        encounter 0 1 S Reference(Encounter)
        authored 0 1 S dateTime
        author 0 1 S Reference(Device|Practitioner|PractitionerRole|Patient|RelatedPerson|Organization)
        source 0 1 S Reference(Patient|Practitioner|PractitionerRole|RelatedPerson)
        item 0 * - @QuestionnaireResponse.item
        :QuestionnaireResponse.item backbone BackboneElement
        linkId 1 1 - string
        definition 0 1 - uri
        text 0 1 - string
        answer 0 * - @QuestionnaireResponse.item.answer
        item 0 * - @QuestionnaireResponse.item
        :QuestionnaireResponse.item.answer backbone BackboneElement
        value[x] 0 1 - boolean,decimal,integer,date,dateTime,time,string,uri,Attachment,Coding,Quantity,Reference
        item 0 * - @QuestionnaireResponse.item
        :RelatedPerson resource DomainResource
        identifier 0 * S Identifier
        active 0 1 SM boolean
        patient 1 1 S Reference(Patient)
        relationship 0 * S CodeableConcept
        name 0 * S HumanName
        telecom 0 * S ContactPoint
        gender 0 1 S code !administrative-gender
        birthDate 0 1 S date
        address 0 * S Address
        photo 0 * - Attachment
        period 0 1 - Period
        communication 0 * - @RelatedPerson.communication
        :RelatedPerson.communication backbone BackboneElement
        language 1 1 - CodeableConcept
        preferred 0 1 - boolean
        :RequestGroup resource DomainResource
        identifier 0 * S Identifier
        instantiatesCanonical 0 * S canonical
        instantiatesUri 0 * S uri
        basedOn 0 * - Reference
        replaces 0 * - Reference
        groupIdentifier 0 1 S Identifier
        status 1 1 SM code !request-status
        intent 1 1 SM code !request-intent
        priority 0 1 S code !request-priority
        code 0 1 S CodeableConcept
        subject 0 1 - Reference(Patient|Group)
        encounter 0 1 - Reference(Encounter)
        authoredOn 0 1 - dateTime
        author 0 1 - Reference(Device|Practitioner|PractitionerRole)
        reasonCode 0 * - CodeableConcept
        reasonReference 0 * - Reference(Condition|Observation|DiagnosticReport|DocumentReference)
        note 0 * - Annotation
        action 0 * - @RequestGroup.action
        :RequestGroup.action backbone BackboneElement
        prefix 0 1 - string
        title 0 1 - string
        description 0 1 S string
        textEquivalent 0 1 S string
        priority 0 1 - code !request-priority
        code 0 * - CodeableConcept
        documentation 0 * - RelatedArtifact
        condition 0 * - @RequestGroup.action.condition
        relatedAction 0 * - @RequestGroup.action.relatedAction
        timing[x] 0 1 - dateTime,Age,Period,Duration,Range,Timing
        participant 0 * - Reference(Patient|Practitioner|PractitionerRole|RelatedPerson|Device)
        type 0 1 - CodeableConcept
        groupingBehavior 0 1 - code !action-grouping-behavior
        selectionBehavior 0 1 - code !action-selection-behavior
        requiredBehavior 0 1 - code !action-required-behavior
        precheckBehavior 0 1 - code !action-precheck-behavior
        cardinalityBehavior 0 1 - code !action-cardinality-behavior
        resource 0 1 - Reference
        action 0 * - @RequestGroup.action
        :RequestGroup.action.condition backbone BackboneElement
        kind 1 1 - code !action-condition-kind
        expression 0 1 - Expression
        :RequestGroup.action.relatedAction backbone BackboneElement
        actionId 1 1 - id
        relationship 1 1 - code !action-relationship-type
        offset[x] 0 1 - Duration,Range
        :ResearchDefinition resource DomainResource
        url 0 1 S uri
        identifier 0 * S Identifier
        version 0 1 S string
        name 0 1 S string
        title 0 1 S string
        shortTitle 0 1 - string
        subtitle 0 1 - string
        status 1 1 SM code !publication-status
        experimental 0 1 S boolean
        subject[x] 0 1 - CodeableConcept,Reference(Group)
        date 0 1 S dateTime
        publisher 0 1 S string
        contact 0 * S ContactDetail
        description 0 1 S markdown
        comment 0 * - string
        useContext 0 * S UsageContext
        jurisdiction 0 * S CodeableConcept
        purpose 0 1 - markdown
        usage 0 1 - string
        copyright 0 1 - markdown
        approvalDate 0 1 - date
        lastReviewDate 0 1 - date
        effectivePeriod 0 1 S Period
        topic 0 * - CodeableConcept
        author 0 * - ContactDetail
        editor 0 * - ContactDetail
        reviewer 0 * - ContactDetail
        endorser 0 * - ContactDetail
        relatedArtifact 0 * - RelatedArtifact
        library 0 * - canonical(Library)
        population 1 1 S Reference(ResearchElementDefinition)
        exposure 0 1 S Reference(ResearchElementDefinition)
        exposureAlternative 0 1 S Reference(ResearchElementDefinition)
        outcome 0 1 S Reference(ResearchElementDefinition)
        :ResearchElementDefinition resource DomainResource
        url 0 1 S uri
        identifier 0 * S Identifier
        version 0 1 S string
        name 0 1 S string
        title 0 1 S string
        shortTitle 0 1 S string
        subtitle 0 1 - string
        status 1 1 SM code !publication-status
        experimental 0 1 S boolean
        subject[x] 0 1 - CodeableConcept,Reference(Group)
        date 0 1 S dateTime
        publisher 0 1 S string
        contact 0 * S ContactDetail
        description 0 1 S markdown
        comment 0 * - string
        useContext 0 * S UsageContext
        jurisdiction 0 * S CodeableConcept
        purpose 0 1 - markdown
        usage 0 1 - string
        copyright 0 1 - markdown
        approvalDate 0 1 - date
        lastReviewDate 0 1 - date
        effectivePeriod 0 1 S Period
        topic 0 * - CodeableConcept
        author 0 * - ContactDetail
        editor 0 * - ContactDetail
        reviewer 0 * - ContactDetail
        endorser 0 * - ContactDetail
        relatedArtifact 0 * - RelatedArtifact
        library 0 * - canonical(Library)
        type 1 1 S code !research-element-type
        variableType 0 1 - code !variable-type
        characteristic 1 * S @ResearchElementDefinition.characteristic
        :ResearchElementDefinition.characteristic backbone BackboneElement
        definition[x] 1 1 S CodeableConcept,canonical(ValueSet),Expression,DataRequirement
        usageContext 0 * - UsageContext
        exclude 0 1 - boolean
        unitOfMeasure 0 1 - CodeableConcept !ucum-units
        studyEffectiveDescription 0 1 - string
        studyEffective[x] 0 1 - dateTime,Period,Duration,Timing
        studyEffectiveTimeFromStart 0 1 - Duration
        studyEffectiveGroupMeasure 0 1 - code !group-measure
        participantEffectiveDescription 0 1 - string
        participantEffective[x] 0 1 - dateTime,Period,Duration,Timing
        participantEffectiveTimeFromStart 0 1 - Duration
        participantEffectiveGroupMeasure 0 1 - code !group-measure
        :ResearchStudy resource DomainResource
        identifier 0 * S Identifier
        title 0 1 S string
        protocol 0 * S Reference(PlanDefinition)
        partOf 0 * S Reference(ResearchStudy)
        status 1 1 SM code !research-study-status
        primaryPurposeType 0 1 S CodeableConcept
        phase 0 1 S CodeableConcept
        category 0 * S CodeableConcept
        focus 0 * S CodeableConcept
        condition 0 * S CodeableConcept
        contact 0 * S ContactDetail
        relatedArtifact 0 * - RelatedArtifact
        keyword 0 * S CodeableConcept
        location 0 * S CodeableConcept
        description 0 1 - markdown
        enrollment 0 * S Reference(Group)
        period 0 1 S Period
        sponsor 0 1 S Reference(Organization)
        principalInvestigator 0 1 S Reference(Practitioner|PractitionerRole)
        site 0 * S Reference(Location)
        reasonStopped 0 1 S CodeableConcept
        note 0 * - Annotation
        arm 0 * - @ResearchStudy.arm
        objective 0 * - @ResearchStudy.objective
        :ResearchStudy.arm backbone BackboneElement
        name 1 1 - string
        type 0 1 - CodeableConcept
        description 0 1 - string
        :ResearchStudy.objective backbone BackboneElement
        name 0 1 - string
        type 0 1 - CodeableConcept
        :ResearchSubject resource DomainResource
        identifier 0 * S Identifier
        status 1 1 SM code !research-subject-status
        period 0 1 S Period
        study 1 1 S Reference(ResearchStudy)
        individual 1 1 S Reference(Patient)
        assignedArm 0 1 - string
        actualArm 0 1 - string
        consent 0 1 - Reference(Consent)
        :Resource abstract -
        id 0 1 S id
        meta 0 1 S Meta
        implicitRules 0 1 SM uri
        language 0 1 - code
        :RiskAssessment resource DomainResource
        identifier 0 * S Identifier
        basedOn 0 1 - Reference
        parent 0 1 - Reference
        status 1 1 S code !observation-status
        method 0 1 S CodeableConcept
        code 0 1 S CodeableConcept
        subject 1 1 S Reference(Patient|Group)
        encounter 0 1 S Reference(Encounter)
        occurrence[x] 0 1 S dateTime,Period
        condition 0 1 S Reference(Condition)
        performer 0 1 S Reference(Practitioner|PractitionerRole|Device)
        reasonCode 0 * - CodeableConcept
        reasonReference 0 * - Reference(Condition|Observation|DiagnosticReport|DocumentReference)
        basis 0 * - Reference
        prediction 0 * - @RiskAssessment.prediction
        mitigation 0 1 - string
        note 0 * - Annotation
        :RiskAssessment.prediction backbone BackboneElement
        outcome 0 1 - CodeableConcept
        probability[x] 0 1 - decimal,Range
        qualitativeRisk 0 1 - CodeableConcept
        relativeRisk 0 1 - decimal
        when[x] 0 1 - Period,Range
        rationale 0 1 - string
        :RiskEvidenceSynthesis resource DomainResource
        url 0 1 S uri
        identifier 0 * S Identifier
        version 0 1 S string
        name 0 1 S string
        title 0 1 S string
        status 1 1 SM code !publication-status
        date 0 1 S dateTime
        publisher 0 1 S string
        contact 0 * S ContactDetail
        description 0 1 S markdown
        note 0 * - Annotation
        useContext 0 * S UsageContext
        jurisdiction 0 * S CodeableConcept
        copyright 0 1 - markdown
        approvalDate 0 1 - date
        lastReviewDate 0 1 - date
        effectivePeriod 0 1 S Period
        topic 0 * - CodeableConcept
        author 0 * - ContactDetail
        editor 0 * - ContactDetail
        reviewer 0 * - ContactDetail
        endorser 0 * - ContactDetail
        relatedArtifact 0 * - RelatedArtifact
        synthesisType 0 1 - CodeableConcept
        studyType 0 1 - CodeableConcept
        population 1 1 S Reference(EvidenceVariable)
        exposure 0 1 S Reference(EvidenceVariable)
        outcome 1 1 S Reference(EvidenceVariable)
        sampleSize 0 1 - @RiskEvidenceSynthesis.sampleSize
        riskEstimate 0 1 S @RiskEvidenceSynthesis.riskEstimate
        certainty 0 * - @RiskEvidenceSynthesis.certainty
        :RiskEvidenceSynthesis.sampleSize backbone BackboneElement
        description 0 1 - string
        numberOfStudies 0 1 - integer
        numberOfParticipants 0 1 - integer
        :RiskEvidenceSynthesis.riskEstimate backbone BackboneElement
        description 0 1 - string
        type 0 1 - CodeableConcept
        value 0 1 - decimal
        unitOfMeasure 0 1 - CodeableConcept !ucum-units
        denominatorCount 0 1 - integer
        numeratorCount 0 1 - integer
        precisionEstimate 0 * - @RiskEvidenceSynthesis.riskEstimate.precisionEstimate
        :RiskEvidenceSynthesis.riskEstimate.precisionEstimate backbone BackboneElement
        type 0 1 - CodeableConcept
        level 0 1 - decimal
        from 0 1 - decimal
        to 0 1 - decimal
        :RiskEvidenceSynthesis.certainty backbone BackboneElement
        rating 0 * - CodeableConcept
        note 0 * - Annotation
        certaintySubcomponent 0 * - @RiskEvidenceSynthesis.certainty.certaintySubcomponent
        :RiskEvidenceSynthesis.certainty.certaintySubcomponent backbone BackboneElement
        type 0 1 - CodeableConcept
        rating 0 * - CodeableConcept
        note 0 * - Annotation
        :Schedule resource DomainResource
        identifier 0 * S Identifier
        active 0 1 SM boolean
        serviceCategory 0 * S CodeableConcept
        serviceType 0 * S CodeableConcept
        specialty 0 * S CodeableConcept
        actor 1 * S Reference(Patient|Practitioner|PractitionerRole|RelatedPerson|Device|HealthcareService|Location)
        planningHorizon 0 1 S Period
        comment 0 1 - string
        :SearchParameter resource DomainResource
        url 1 1 S uri
        version 0 1 S string
        name 1 1 S string
        derivedFrom 0 1 - canonical(SearchParameter)
        status 1 1 SM code !publication-status
        experimental 0 1 S boolean
        date 0 1 S dateTime
        publisher 0 1 S string
        contact 0 * S ContactDetail
        description 1 1 S markdown
        useContext 0 * S UsageContext
        jurisdiction 0 * S CodeableConcept
        purpose 0 1 - markdown
        code 1 1 S code
        base 1 * S code !resource-types
        type 1 1 S code !search-param-type
        expression 0 1 - string
        xpath 0 1 - string
        xpathUsage 0 1 - code !search-xpath-usage
        target 0 * - code !resource-types
        multipleOr 0 1 - boolean
        multipleAnd 0 1 - boolean
        comparator 0 * - code !search-comparator
        modifier 0 * - code !search-modifier-code
        chain 0 * - string
        component 0 * - @SearchParameter.component
        :SearchParameter.component backbone BackboneElement
        definition 1 1 - canonical(SearchParameter)
        expression 1 1 - string
        :ServiceRequest resource DomainResource
        identifier 0 * S Identifier
        instantiatesCanonical 0 * S canonical(ActivityDefinition|PlanDefinition)
        instantiatesUri 0 * S uri
        basedOn 0 * S Reference(CarePlan|ServiceRequest|MedicationRequest)
        replaces 0 * S Reference(ServiceRequest)
        requisition 0 1 S Identifier
        status 1 1 SM code !request-status
        intent 1 1 SM code !request-intent
        category 0 * S CodeableConcept
        priority 0 1 S code !request-priority
        doNotPerform 0 1 SM boolean
        code 0 1 S CodeableConcept
        orderDetail 0 * S CodeableConcept
        quantity[x] 0 1 S Quantity,Ratio,Range
        subject 1 1 S Reference(Patient|Group|Location|Device)
        encounter 0 1 S Reference(Encounter)
        occurrence[x] 0 1 S dateTime,Period,Timing
        asNeeded[x] 0 1 S boolean,CodeableConcept
        authoredOn 0 1 S dateTime
        requester 0 1 S Reference(Practitioner|PractitionerRole|Organization|Patient|RelatedPerson|Device)
        performerType 0 1 S CodeableConcept
        performer 0 * S Reference(Practitioner|PractitionerRole|Organization|CareTeam|HealthcareService|Patient|Device|RelatedPerson)
        locationCode 0 * S CodeableConcept
        locationReference 0 * S Reference(Location)
        reasonCode 0 * S CodeableConcept
        reasonReference 0 * S Reference(Condition|Observation|DiagnosticReport|DocumentReference)
        insurance 0 * - Reference(Coverage|ClaimResponse)
        supportingInfo 0 * - Reference
        specimen 0 * S Reference(Specimen)
        bodySite 0 * S CodeableConcept
        note 0 * - Annotation
        patientInstruction 0 1 S string
        relevantHistory 0 * - Reference(Provenance)
        :Slot resource DomainResource
        identifier 0 * S Identifier
        serviceCategory 0 * S CodeableConcept
        serviceType 0 * S CodeableConcept
        specialty 0 * S CodeableConcept
        appointmentType 0 1 S CodeableConcept
        schedule 1 1 S Reference(Schedule)
        status 1 1 S code !slotstatus
        start 1 1 S instant
        end 1 1 S instant
        overbooked 0 1 - boolean
        comment 0 1 - string
        :Specimen resource DomainResource
        identifier 0 * S Identifier
        accessionIdentifier 0 1 S Identifier
        status 0 1 SM code !specimen-status
        type 0 1 S CodeableConcept
        subject 0 1 S Reference(Patient|Group|Device|Substance|Location)
        receivedTime 0 1 S dateTime
        parent 0 * - Reference(Specimen)
        request 0 * - Reference(ServiceRequest)
        collection 0 1 - @Specimen.collection
        processing 0 * - @Specimen.processing
        container 0 * - @Specimen.container
        condition 0 * S CodeableConcept
        note 0 * - Annotation
        :Specimen.collection backbone BackboneElement
        collector 0 1 S Reference(Practitioner|PractitionerRole)
        collected[x] 0 1 S dateTime,Period
        duration 0 1 S Duration
        quantity 0 1 - Quantity
        method 0 1 - CodeableConcept
        bodySite 0 1 - CodeableConcept
        fastingStatus[x] 0 1 S CodeableConcept,Duration
        :Specimen.processing backbone BackboneElement
        description 0 1 - string
        procedure 0 1 - CodeableConcept
        additive 0 * - Reference(Substance)
        time[x] 0 1 - dateTime,Period
        :Specimen.container backbone BackboneElement
        identifier 0 * S Identifier
        description 0 1 - string
        type 0 1 - CodeableConcept
        capacity 0 1 - Quantity
        specimenQuantity 0 1 - Quantity
        additive[x] 0 1 - CodeableConcept,Reference(Substance)
        :SpecimenDefinition resource DomainResource
        identifier 0 1 S Identifier
        typeCollected 0 1 S CodeableConcept
        patientPreparation 0 * S CodeableConcept
        timeAspect 0 1 S string
        collection 0 * S CodeableConcept
        typeTested 0 * - @SpecimenDefinition.typeTested
        :SpecimenDefinition.typeTested backbone BackboneElement
        isDerived 0 1 - boolean
        type 0 1 - CodeableConcept
        preference 1 1 - code !specimen-contained-preference
        container 0 1 - @SpecimenDefinition.typeTested.container
        requirement 0 1 - string
        retentionTime 0 1 - Duration
        rejectionCriterion 0 * - CodeableConcept
        handling 0 * - @SpecimenDefinition.typeTested.handling
        :SpecimenDefinition.typeTested.container backbone BackboneElement
        material 0 1 - CodeableConcept
        type 0 1 - CodeableConcept
        cap 0 1 - CodeableConcept
        description 0 1 - string
        capacity 0 1 - Quantity
        minimumVolume[x] 0 1 - Quantity,string
        additive 0 * - @SpecimenDefinition.typeTested.container.additive
        preparation 0 1 - string
        :SpecimenDefinition.typeTested.container.additive backbone BackboneElement
        additive[x] 1 1 - CodeableConcept,Reference(Substance)
        :SpecimenDefinition.typeTested.handling backbone BackboneElement
        temperatureQualifier 0 1 - CodeableConcept
        temperatureRange 0 1 - Range
        maxDuration 0 1 - Duration
        instruction 0 1 - string
        :StructureDefinition resource DomainResource
        url 1 1 S uri
        identifier 0 * S Identifier
        version 0 1 S string
        name 1 1 S string
        title 0 1 S string
        status 1 1 SM code !publication-status
        experimental 0 1 S boolean
        date 0 1 S dateTime
        publisher 0 1 S string
        contact 0 * S ContactDetail
        description 0 1 - markdown
        useContext 0 * S UsageContext
        jurisdiction 0 * S CodeableConcept
        purpose 0 1 - markdown
        copyright 0 1 - markdown
        keyword 0 * S Coding
        fhirVersion 0 1 S code !FHIR-version
        mapping 0 * - @StructureDefinition.mapping
        kind 1 1 S code !structure-definition-kind
        abstract 1 1 S boolean
        context 0 * S @StructureDefinition.context
        contextInvariant 0 * S string
        type 1 1 S uri
        baseDefinition 0 1 S canonical(StructureDefinition)
        derivation 0 1 S code !type-derivation-rule
        snapshot 0 1 - @StructureDefinition.snapshot
        differential 0 1 - @StructureDefinition.differential
        :StructureDefinition.mapping backbone BackboneElement
        identity 1 1 - id
        uri 0 1 - uri
        name 0 1 - string
        comment 0 1 - string
        :StructureDefinition.context backbone BackboneElement
        type 1 1 S code !extension-context-type
        expression 1 1 S string
        :StructureDefinition.snapshot backbone BackboneElement
        element 1 * - ElementDefinition
        :StructureDefinition.differential backbone BackboneElement
        element 1 * - ElementDefinition
        :StructureMap resource DomainResource
        url 1 1 S uri
        identifier 0 * S Identifier
        version 0 1 S string
        name 1 1 S string
        title 0 1 S string
        status 1 1 SM code !publication-status
        experimental 0 1 S boolean
        date 0 1 S dateTime
        publisher 0 1 S string
        contact 0 * S ContactDetail
        description 0 1 - markdown
        useContext 0 * S UsageContext
        jurisdiction 0 * S CodeableConcept
        purpose 0 1 - markdown
        copyright 0 1 - markdown
        structure 0 * S @StructureMap.structure
        import 0 * S canonical(StructureMap)
        group 1 * S @StructureMap.group
        :StructureMap.structure backbone BackboneElement
        url 1 1 S canonical(StructureDefinition)
        mode 1 1 S code !map-model-mode
        alias 0 1 S string
        documentation 0 1 - string
        :StructureMap.group backbone BackboneElement
        name 1 1 S id
        extends 0 1 S id
        typeMode 1 1 S code !map-group-type-mode
        documentation 0 1 S string
        input 1 * S @StructureMap.group.input
        rule 1 * S @StructureMap.group.rule
        :StructureMap.group.input backbone BackboneElement
        name 1 1 S id
        type 0 1 S string
        mode 1 1 S code !map-input-mode
        documentation 0 1 - string
        :StructureMap.group.rule backbone BackboneElement
        name 1 1 S id
        source 1 * S @StructureMap.group.rule.source
        target 0 * S @StructureMap.group.rule.target
        rule 0 * S @StructureMap.group.rule
        dependent 0 * S @StructureMap.group.rule.dependent
        documentation 0 1 - string
        :StructureMap.group.rule.source backbone BackboneElement
        context 1 1 S id
        min 0 1 S integer
        max 0 1 S string
        type 0 1 S string
        defaultValue[x] 0 1 S base64Binary,boolean,canonical,code,date,dateTime,decimal,id,instant,integer,markdown,oid,positiveInt,string,time,unsignedInt,uri,url,uuid,Address,Age,Annotation,Attachment,CodeableConcept,Coding,ContactPoint,Count,Distance,Duration,HumanName,Identifier,Money,Period,Quantity,Range,Ratio,Reference,SampledData,Signature,Timing,ContactDetail,Contributor,DataRequirement,Expression,ParameterDefinition,RelatedArtifact,TriggerDefinition,UsageContext,Dosage,Meta
        element 0 1 S string
        listMode 0 1 S code !map-source-list-mode
        variable 0 1 S id
        condition 0 1 S string
        check 0 1 S string
        logMessage 0 1 S string
        :StructureMap.group.rule.target backbone BackboneElement
        context 0 1 S id
        contextType 0 1 S code !map-context-type
        element 0 1 S string
        variable 0 1 S id
        listMode 0 * S code !map-target-list-mode
        listRuleId 0 1 S id
        transform 0 1 S code !map-transform
        parameter 0 * S @StructureMap.group.rule.target.parameter
        :StructureMap.group.rule.target.parameter backbone BackboneElement
        value[x] 1 1 S id,string,boolean,integer,decimal
        :StructureMap.group.rule.dependent backbone BackboneElement
        name 1 1 S id
        variable 1 * S string
        :Subscription resource DomainResource
        status 1 1 SM code !subscription-status
        contact 0 * S ContactPoint
        end 0 1 S instant
        reason 1 1 S string
        criteria 1 1 S string
        error 0 1 S string
        channel 1 1 S @Subscription.channel
        :Subscription.channel backbone BackboneElement
        type 1 1 S code !subscription-channel-type
        endpoint 0 1 S url
        payload 0 1 S code !mimetypes
        header 0 * S string
        :Substance resource DomainResource
        identifier 0 * S Identifier
        status 0 1 SM code !substance-status
        category 0 * S CodeableConcept
        code 1 1 S CodeableConcept
        description 0 1 S string
        instance 0 * S @Substance.instance
        ingredient 0 * S @Substance.ingredient
        :Substance.instance backbone BackboneElement
        identifier 0 1 S Identifier
        expiry 0 1 S dateTime
        quantity 0 1 S Quantity
        :Substance.ingredient backbone BackboneElement
        quantity 0 1 S Ratio
        substance[x] 1 1 S CodeableConcept,Reference(Substance)
        :SubstanceNucleicAcid resource DomainResource
        sequenceType 0 1 S CodeableConcept
        numberOfSubunits 0 1 S integer
        areaOfHybridisation 0 1 S string
        oligoNucleotideType 0 1 S CodeableConcept
        subunit 0 * S @SubstanceNucleicAcid.subunit
        :SubstanceNucleicAcid.subunit backbone BackboneElement
        subunit 0 1 S integer
        sequence 0 1 S string
        length 0 1 S integer
        sequenceAttachment 0 1 S Attachment
        fivePrime 0 1 S CodeableConcept
        threePrime 0 1 S CodeableConcept
        linkage 0 * S @SubstanceNucleicAcid.subunit.linkage
        sugar 0 * S @SubstanceNucleicAcid.subunit.sugar
        :SubstanceNucleicAcid.subunit.linkage backbone BackboneElement
        connectivity 0 1 S string
        identifier 0 1 S Identifier
        name 0 1 S string
        residueSite 0 1 S string
        :SubstanceNucleicAcid.subunit.sugar backbone BackboneElement
        identifier 0 1 S Identifier
        name 0 1 S string
        residueSite 0 1 S string
        :SubstancePolymer resource DomainResource
        class 0 1 S CodeableConcept
        geometry 0 1 S CodeableConcept
        copolymerConnectivity 0 * S CodeableConcept
        modification 0 * S string
        monomerSet 0 * S @SubstancePolymer.monomerSet
        repeat 0 * S @SubstancePolymer.repeat
        :SubstancePolymer.monomerSet backbone BackboneElement
        ratioType 0 1 S CodeableConcept
        startingMaterial 0 * S @SubstancePolymer.monomerSet.startingMaterial
        :SubstancePolymer.monomerSet.startingMaterial backbone BackboneElement
        material 0 1 S CodeableConcept
        type 0 1 S CodeableConcept
        isDefining 0 1 S boolean
        amount 0 1 S SubstanceAmount
        :SubstancePolymer.repeat backbone BackboneElement
        numberOfUnits 0 1 S integer
        averageMolecularFormula 0 1 S string
        repeatUnitAmountType 0 1 S CodeableConcept
        repeatUnit 0 * S @SubstancePolymer.repeat.repeatUnit
        :SubstancePolymer.repeat.repeatUnit backbone BackboneElement
        orientationOfPolymerisation 0 1 S CodeableConcept
        repeatUnit 0 1 S string
        amount 0 1 S SubstanceAmount
        degreeOfPolymerisation 0 * S @SubstancePolymer.repeat.repeatUnit.degreeOfPolymerisation
        structuralRepresentation 0 * S @SubstancePolymer.repeat.repeatUnit.structuralRepresentation
        :SubstancePolymer.repeat.repeatUnit.degreeOfPolymerisation backbone BackboneElement
        degree 0 1 S CodeableConcept
        amount 0 1 S SubstanceAmount
        :SubstancePolymer.repeat.repeatUnit.structuralRepresentation backbone BackboneElement
        type 0 1 S CodeableConcept
        representation 0 1 S string
        attachment 0 1 S Attachment
        :SubstanceProtein resource DomainResource
        sequenceType 0 1 S CodeableConcept
        numberOfSubunits 0 1 S integer
        disulfideLinkage 0 * S string
        subunit 0 * S @SubstanceProtein.subunit
        :SubstanceProtein.subunit backbone BackboneElement
        subunit 0 1 S integer
        sequence 0 1 S string
        length 0 1 S integer
        sequenceAttachment 0 1 S Attachment
        nTerminalModificationId 0 1 S Identifier
        nTerminalModification 0 1 S string
        cTerminalModificationId 0 1 S Identifier
        cTerminalModification 0 1 S string
        :SubstanceReferenceInformation resource DomainResource
        comment 0 1 S string
        gene 0 * S @SubstanceReferenceInformation.gene
        geneElement 0 * S @SubstanceReferenceInformation.geneElement
        classification 0 * S @SubstanceReferenceInformation.classification
        target 0 * S @SubstanceReferenceInformation.target
        :SubstanceReferenceInformation.gene backbone BackboneElement
        geneSequenceOrigin 0 1 S CodeableConcept
        gene 0 1 S CodeableConcept
        source 0 * S Reference(DocumentReference)
        :SubstanceReferenceInformation.geneElement backbone BackboneElement
        type 0 1 S CodeableConcept
        element 0 1 S Identifier
        source 0 * S Reference(DocumentReference)
        :SubstanceReferenceInformation.classification backbone BackboneElement
        domain 0 1 S CodeableConcept
        classification 0 1 S CodeableConcept
        subtype 0 * S CodeableConcept
        source 0 * S Reference(DocumentReference)
        :SubstanceReferenceInformation.target backbone BackboneElement
        target 0 1 S Identifier
        type 0 1 S CodeableConcept
        interaction 0 1 S CodeableConcept
        organism 0 1 S CodeableConcept
        organismType 0 1 S CodeableConcept
        amount[x] 0 1 S Quantity,Range,string
        amountType 0 1 S CodeableConcept
        source 0 * S Reference(DocumentReference)
        :SubstanceSourceMaterial resource DomainResource
        sourceMaterialClass 0 1 S CodeableConcept
        sourceMaterialType 0 1 S CodeableConcept
        sourceMaterialState 0 1 S CodeableConcept
        organismId 0 1 S Identifier
        organismName 0 1 S string
        parentSubstanceId 0 * S Identifier
        parentSubstanceName 0 * S string
        countryOfOrigin 0 * S CodeableConcept
        geographicalLocation 0 * S string
        developmentStage 0 1 S CodeableConcept
        fractionDescription 0 * S @SubstanceSourceMaterial.fractionDescription
        organism 0 1 S @SubstanceSourceMaterial.organism
        partDescription 0 * S @SubstanceSourceMaterial.partDescription
        :SubstanceSourceMaterial.fractionDescription backbone BackboneElement
        fraction 0 1 S string
        materialType 0 1 S CodeableConcept
        :SubstanceSourceMaterial.organism backbone BackboneElement
        family 0 1 S CodeableConcept
        genus 0 1 S CodeableConcept
        species 0 1 S CodeableConcept
        intraspecificType 0 1 S CodeableConcept
        intraspecificDescription 0 1 S string
        author 0 * S @SubstanceSourceMaterial.organism.author
        hybrid 0 1 S @SubstanceSourceMaterial.organism.hybrid
        organismGeneral 0 1 S @SubstanceSourceMaterial.organism.organismGeneral
        :SubstanceSourceMaterial.organism.author backbone BackboneElement
        authorType 0 1 S CodeableConcept
        authorDescription 0 1 S string
        :SubstanceSourceMaterial.organism.hybrid backbone BackboneElement
        maternalOrganismId 0 1 S string
        maternalOrganismName 0 1 S string
        paternalOrganismId 0 1 S string
        paternalOrganismName 0 1 S string
        hybridType 0 1 S CodeableConcept
        :SubstanceSourceMaterial.organism.organismGeneral backbone BackboneElement
        kingdom 0 1 S CodeableConcept
        phylum 0 1 S CodeableConcept
        class 0 1 S CodeableConcept
        order 0 1 S CodeableConcept
        :SubstanceSourceMaterial.partDescription backbone BackboneElement
        part 0 1 S CodeableConcept
        partLocation 0 1 S CodeableConcept
        :SubstanceSpecification resource DomainResource
        identifier 0 1 S Identifier
        type 0 1 S CodeableConcept
        status 0 1 S CodeableConcept
        domain 0 1 S CodeableConcept
        description 0 1 S string
        source 0 * S Reference(DocumentReference)
        comment 0 1 S string
        moiety 0 * S @SubstanceSpecification.moiety
        property 0 * S @SubstanceSpecification.property
        referenceInformation 0 1 S Reference(SubstanceReferenceInformation)
        structure 0 1 S @SubstanceSpecification.structure
        code 0 * S @SubstanceSpecification.code
        name 0 * S @SubstanceSpecification.name
        molecularWeight 0 * S @SubstanceSpecification.structure.isotope.molecularWeight
        relationship 0 * S @SubstanceSpecification.relationship
        nucleicAcid 0 1 S Reference(SubstanceNucleicAcid)
        polymer 0 1 S Reference(SubstancePolymer)
        protein 0 1 S Reference(SubstanceProtein)
        sourceMaterial 0 1 S Reference(SubstanceSourceMaterial)
        :SubstanceSpecification.moiety backbone BackboneElement
        role 0 1 S CodeableConcept
        identifier 0 1 S Identifier
        name 0 1 S string
        stereochemistry 0 1 S CodeableConcept
        opticalActivity 0 1 S CodeableConcept
        molecularFormula 0 1 S string
        amount[x] 0 1 S Quantity,string
        :SubstanceSpecification.property backbone BackboneElement
        category 0 1 S CodeableConcept
        code 0 1 S CodeableConcept
        parameters 0 1 S string
        definingSubstance[x] 0 1 S Reference(SubstanceSpecification|Substance),CodeableConcept
        amount[x] 0 1 S Quantity,string
        :SubstanceSpecification.structure backbone BackboneElement
        stereochemistry 0 1 S CodeableConcept
        opticalActivity 0 1 S CodeableConcept
        molecularFormula 0 1 S string
        molecularFormulaByMoiety 0 1 S string
        isotope 0 * S @SubstanceSpecification.structure.isotope
        molecularWeight 0 1 S @SubstanceSpecification.structure.isotope.molecularWeight
        source 0 * S Reference(DocumentReference)
        representation 0 * S @SubstanceSpecification.structure.representation
        :SubstanceSpecification.structure.isotope backbone BackboneElement
        identifier 0 1 S Identifier
        name 0 1 S CodeableConcept
        substitution 0 1 S CodeableConcept
        halfLife 0 1 S Quantity
        molecularWeight 0 1 S @SubstanceSpecification.structure.isotope.molecularWeight
        :SubstanceSpecification.structure.isotope.molecularWeight backbone BackboneElement
        method 0 1 S CodeableConcept
        type 0 1 S CodeableConcept
        amount 0 1 S Quantity
        :SubstanceSpecification.structure.representation backbone BackboneElement
        type 0 1 S CodeableConcept
        representation 0 1 S string
        attachment 0 1 S Attachment
        :SubstanceSpecification.code backbone BackboneElement
        code 0 1 S CodeableConcept
        status 0 1 S CodeableConcept
        statusDate 0 1 S dateTime
        comment 0 1 S string
        source 0 * S Reference(DocumentReference)
        :SubstanceSpecification.name backbone BackboneElement
        name 1 1 S string
        type 0 1 S CodeableConcept
        status 0 1 S CodeableConcept
        preferred 0 1 S boolean
        language 0 * S CodeableConcept
        domain 0 * S CodeableConcept
        jurisdiction 0 * S CodeableConcept
        synonym 0 * S @SubstanceSpecification.name
        translation 0 * S @SubstanceSpecification.name
        official 0 * S @SubstanceSpecification.name.official
        source 0 * S Reference(DocumentReference)
        :SubstanceSpecification.name.official backbone BackboneElement
        authority 0 1 S CodeableConcept
        status 0 1 S CodeableConcept
        date 0 1 S dateTime
        :SubstanceSpecification.relationship backbone BackboneElement
        substance[x] 0 1 S Reference(SubstanceSpecification),CodeableConcept
        relationship 0 1 S CodeableConcept
        isDefining 0 1 S boolean
        amount[x] 0 1 S Quantity,Range,Ratio,string
        amountRatioLowLimit 0 1 S Ratio
        amountType 0 1 S CodeableConcept
        source 0 * S Reference(DocumentReference)
        :SupplyDelivery resource DomainResource
        identifier 0 * - Identifier
        basedOn 0 * S Reference(SupplyRequest)
        partOf 0 * S Reference(SupplyDelivery|Contract)
        status 0 1 SM code !supplydelivery-status
        patient 0 1 - Reference(Patient)
        type 0 1 - CodeableConcept !supplydelivery-type
        suppliedItem 0 1 - @SupplyDelivery.suppliedItem
        occurrence[x] 0 1 S dateTime,Period,Timing
        supplier 0 1 - Reference(Practitioner|PractitionerRole|Organization)
        destination 0 1 - Reference(Location)
        receiver 0 * - Reference(Practitioner|PractitionerRole)
        :SupplyDelivery.suppliedItem backbone BackboneElement
        quantity 0 1 - Quantity
        item[x] 0 1 - CodeableConcept,Reference(Medication|Substance|Device)
        :SupplyRequest resource DomainResource
        identifier 0 * S Identifier
        status 0 1 SM code !supplyrequest-status
        category 0 1 S CodeableConcept
        priority 0 1 S code !request-priority
        item[x] 1 1 S CodeableConcept,Reference(Medication|Substance|Device)
        quantity 1 1 S Quantity
        parameter 0 * - @SupplyRequest.parameter
        occurrence[x] 0 1 S dateTime,Period,Timing
        authoredOn 0 1 S dateTime
        requester 0 1 S Reference(Practitioner|PractitionerRole|Organization|Patient|RelatedPerson|Device)
        supplier 0 * S Reference(Organization|HealthcareService)
        reasonCode 0 * - CodeableConcept
        reasonReference 0 * - Reference(Condition|Observation|DiagnosticReport|DocumentReference)
        deliverFrom 0 1 - Reference(Organization|Location)
        deliverTo 0 1 - Reference(Organization|Location|Patient)
        :SupplyRequest.parameter backbone BackboneElement
        code 0 1 - CodeableConcept
        value[x] 0 1 - CodeableConcept,Quantity,Range,boolean
        :Task resource DomainResource
        identifier 0 * - Identifier
        instantiatesCanonical 0 1 S canonical(ActivityDefinition)
        instantiatesUri 0 1 S uri
        basedOn 0 * S Reference
        groupIdentifier 0 1 S Identifier
        partOf 0 * S Reference(Task)
        status 1 1 SM code !task-status
        statusReason 0 1 S CodeableConcept
        businessStatus 0 1 S CodeableConcept
        intent 1 1 S code !task-intent
        priority 0 1 - code !request-priority
        code 0 1 S CodeableConcept
        description 0 1 S string
        focus 0 1 S Reference
        for 0 1 S Reference
        encounter 0 1 S Reference(Encounter)
        executionPeriod 0 1 S Period
        authoredOn 0 1 - dateTime
        lastModified 0 1 S dateTime
        requester 0 1 S Reference(Device|Organization|Patient|Practitioner|PractitionerRole|RelatedPerson)
        performerType 0 * - CodeableConcept
        owner 0 1 S Reference(Practitioner|PractitionerRole|Organization|CareTeam|HealthcareService|Patient|Device|RelatedPerson)
        location 0 1 S Reference(Location)
        reasonCode 0 1 - CodeableConcept
        reasonReference 0 1 - Reference
        insurance 0 * - Reference(Coverage|ClaimResponse)
        note 0 * - Annotation
        relevantHistory 0 * - Reference(Provenance)
        restriction 0 1 - @Task.restriction
        input 0 * - @Task.input
        output 0 * - @Task.output
        :Task.restriction backbone BackboneElement
        repetitions 0 1 - positiveInt
        period 0 1 - Period
        recipient 0 * - Reference(Patient|Practitioner|PractitionerRole|RelatedPerson|Group|Organization)
        :Task.input backbone BackboneElement
        type 1 1 - CodeableConcept
        value[x] 1 1 - base64Binary,boolean,canonical,code,date,dateTime,decimal,id,instant,integer,markdown,oid,positiveInt,string,time,unsignedInt,uri,url,uuid,Address,Age,Annotation,Attachment,CodeableConcept,Coding,ContactPoint,Count,Distance,Duration,HumanName,Identifier,Money,Period,Quantity,Range,Ratio,Reference,SampledData,Signature,Timing,ContactDetail,Contributor,DataRequirement,Expression,ParameterDefinition,RelatedArtifact,TriggerDefinition,UsageContext,Dosage,Meta
        :Task.output backbone BackboneElement
        type 1 1 - CodeableConcept
        value[x] 1 1 - base64Binary,boolean,canonical,code,date,dateTime,decimal,id,instant,integer,markdown,oid,positiveInt,string,time,unsignedInt,uri,url,uuid,Address,Age,Annotation,Attachment,CodeableConcept,Coding,ContactPoint,Count,Distance,Duration,HumanName,Identifier,Money,Period,Quantity,Range,Ratio,Reference,SampledData,Signature,Timing,ContactDetail,Contributor,DataRequirement,Expression,ParameterDefinition,RelatedArtifact,TriggerDefinition,UsageContext,Dosage,Meta
        :TerminologyCapabilities resource DomainResource
        url 0 1 S uri
        version 0 1 S string
        name 0 1 S string
        title 0 1 S string
        status 1 1 SM code !publication-status
        experimental 0 1 S boolean
        date 1 1 S dateTime
        publisher 0 1 S string
        contact 0 * S ContactDetail
        description 0 1 - markdown
        useContext 0 * S UsageContext
        jurisdiction 0 * S CodeableConcept
        purpose 0 1 - markdown
        copyright 0 1 S markdown
        kind 1 1 S code !capability-statement-kind
        software 0 1 S @TerminologyCapabilities.software
        implementation 0 1 S @TerminologyCapabilities.implementation
        lockedDate 0 1 S boolean
        codeSystem 0 * - @TerminologyCapabilities.codeSystem
        expansion 0 1 - @TerminologyCapabilities.expansion
        codeSearch 0 1 - code !code-search-support
        validateCode 0 1 - @TerminologyCapabilities.validateCode
        translation 0 1 - @TerminologyCapabilities.translation
        closure 0 1 - @TerminologyCapabilities.closure
        :TerminologyCapabilities.software backbone BackboneElement
        name 1 1 S string
        version 0 1 S string
        :TerminologyCapabilities.implementation backbone BackboneElement
        description 1 1 S string
        url 0 1 S url
        :TerminologyCapabilities.codeSystem backbone BackboneElement
        uri 0 1 - canonical(CodeSystem)
        version 0 * - @TerminologyCapabilities.codeSystem.version
        subsumption 0 1 - boolean
        :TerminologyCapabilities.codeSystem.version backbone BackboneElement
        code 0 1 S string
        isDefault 0 1 S boolean
        compositional 0 1 - boolean
        language 0 * - code
        filter 0 * - @TerminologyCapabilities.codeSystem.version.filter
        property 0 * - code
        :TerminologyCapabilities.codeSystem.version.filter backbone BackboneElement
        code 1 1 - code
        op 1 * - code
        :TerminologyCapabilities.expansion backbone BackboneElement
        hierarchical 0 1 - boolean
        paging 0 1 - boolean
        incomplete 0 1 - boolean
        parameter 0 * - @TerminologyCapabilities.expansion.parameter
        textFilter 0 1 - markdown
        :TerminologyCapabilities.expansion.parameter backbone BackboneElement
        name 1 1 - code
        documentation 0 1 - string
        :TerminologyCapabilities.validateCode backbone BackboneElement
        translations 1 1 - boolean
        :TerminologyCapabilities.translation backbone BackboneElement
        needsMap 1 1 - boolean
        :TerminologyCapabilities.closure backbone BackboneElement
        translation 0 1 - boolean
        :TestReport resource DomainResource
        identifier 0 1 S Identifier
        name 0 1 S string
        status 1 1 SM code !report-status-codes
        testScript 1 1 S Reference(TestScript)
        result 1 1 S code !report-result-codes
        score 0 1 S decimal
        tester 0 1 S string
        issued 0 1 S dateTime
        participant 0 * - @TestReport.participant
        setup 0 1 - @TestReport.setup
        test 0 * - @TestReport.test
        teardown 0 1 - @TestReport.teardown
        :TestReport.participant backbone BackboneElement
        type 1 1 - code !report-participant-type
        uri 1 1 - uri
        display 0 1 - string
        :TestReport.setup backbone BackboneElement
        action 1 * - @TestReport.setup.action
        :TestReport.setup.action backbone BackboneElement
        operation 0 1 - @TestReport.setup.action.operation
        assert 0 1 - @TestReport.setup.action.assert
        :TestReport.setup.action.operation backbone BackboneElement
        result 1 1 - code !report-action-result-codes
        message 0 1 - markdown
        detail 0 1 - uri
        :TestReport.setup.action.assert backbone BackboneElement
        result 1 1 - code !report-action-result-codes
        message 0 1 - markdown
        detail 0 1 - string
        :TestReport.test backbone BackboneElement
        name 0 1 - string
        description 0 1 - string
        action 1 * - @TestReport.test.action
        :TestReport.test.action backbone BackboneElement
        operation 0 1 - @TestReport.setup.action.operation
        assert 0 1 - @TestReport.setup.action.assert
        :TestReport.teardown backbone BackboneElement
        action 1 * - @TestReport.teardown.action
        :TestReport.teardown.action backbone BackboneElement
        operation 1 1 - @TestReport.setup.action.operation
        :TestScript resource DomainResource
        url 1 1 S uri
        identifier 0 1 S Identifier
        version 0 1 S string
        name 1 1 S string
        title 0 1 S string
        status 1 1 SM code !publication-status
        experimental 0 1 S boolean
        date 0 1 S dateTime
        publisher 0 1 S string
        contact 0 * S ContactDetail
        description 0 1 - markdown
        useContext 0 * S UsageContext
        jurisdiction 0 * S CodeableConcept
        purpose 0 1 - markdown
        copyright 0 1 - markdown
        origin 0 * - @TestScript.origin
        destination 0 * - @TestScript.destination
        metadata 0 1 - @TestScript.metadata
        fixture 0 * - @TestScript.fixture
        profile 0 * - Reference
        variable 0 * - @TestScript.variable
        setup 0 1 - @TestScript.setup
        test 0 * - @TestScript.test
        teardown 0 1 - @TestScript.teardown
        :TestScript.origin backbone BackboneElement
        index 1 1 - integer
        profile 1 1 - Coding
        :TestScript.destination backbone BackboneElement
        index 1 1 - integer
        profile 1 1 - Coding
        :TestScript.metadata backbone BackboneElement
        link 0 * - @TestScript.metadata.link
        capability 1 * - @TestScript.metadata.capability
        :TestScript.metadata.link backbone BackboneElement
        url 1 1 - uri
        description 0 1 - string
        :TestScript.metadata.capability backbone BackboneElement
        required 1 1 - boolean
        validated 1 1 - boolean
        description 0 1 - string
        origin 0 * - integer
        destination 0 1 - integer
        link 0 * - uri
        capabilities 1 1 - canonical(CapabilityStatement)
        :TestScript.fixture backbone BackboneElement
        autocreate 1 1 - boolean
        autodelete 1 1 - boolean
        resource 0 1 - Reference
        :TestScript.variable backbone BackboneElement
        name 1 1 - string
        defaultValue 0 1 - string
        description 0 1 - string
        expression 0 1 - string
        headerField 0 1 - string
        hint 0 1 - string
        path 0 1 - string
        sourceId 0 1 - id
        :TestScript.setup backbone BackboneElement
        action 1 * - @TestScript.setup.action
        :TestScript.setup.action backbone BackboneElement
        operation 0 1 - @TestScript.setup.action.operation
        assert 0 1 - @TestScript.setup.action.assert
        :TestScript.setup.action.operation backbone BackboneElement
        type 0 1 - Coding
        resource 0 1 - code !defined-types
        label 0 1 - string
        description 0 1 - string
        accept 0 1 - code !mimetypes
        contentType 0 1 - code !mimetypes
        destination 0 1 - integer
        encodeRequestUrl 1 1 - boolean
        method 0 1 - code !http-operations
        origin 0 1 - integer
        params 0 1 - string
        requestHeader 0 * - @TestScript.setup.action.operation.requestHeader
        requestId 0 1 - id
        responseId 0 1 - id
        sourceId 0 1 - id
        targetId 0 1 - id
        url 0 1 - string
        :TestScript.setup.action.operation.requestHeader backbone BackboneElement
        field 1 1 - string
        value 1 1 - string
        :TestScript.setup.action.assert backbone BackboneElement
        label 0 1 - string
        description 0 1 - string
        direction 0 1 - code !assert-direction-codes
        compareToSourceId 0 1 - string
        compareToSourceExpression 0 1 - string
        compareToSourcePath 0 1 - string
        contentType 0 1 - code !mimetypes
        expression 0 1 - string
        headerField 0 1 - string
        minimumId 0 1 - string
        navigationLinks 0 1 - boolean
        operator 0 1 - code !assert-operator-codes
        path 0 1 - string
        requestMethod 0 1 - code !http-operations
        requestURL 0 1 - string
        resource 0 1 - code !defined-types
        response 0 1 - code !assert-response-code-types
        responseCode 0 1 - string
        sourceId 0 1 - id
        validateProfileId 0 1 - id
        value 0 1 - string
        warningOnly 1 1 - boolean
        :TestScript.test backbone BackboneElement
        name 0 1 - string
        description 0 1 - string
        action 1 * - @TestScript.test.action
        :TestScript.test.action backbone BackboneElement
        operation 0 1 - @TestScript.setup.action.operation
        assert 0 1 - @TestScript.setup.action.assert
        :TestScript.teardown backbone BackboneElement
        action 1 * - @TestScript.teardown.action
        :TestScript.teardown.action backbone BackboneElement
        operation 1 1 - @TestScript.setup.action.operation
        :ValueSet resource DomainResource
        url 0 1 S uri
        identifier 0 * S Identifier
        version 0 1 S string
        name 0 1 S string
        title 0 1 S string
        status 1 1 SM code !publication-status
        experimental 0 1 S boolean
        date 0 1 S dateTime
        publisher 0 1 S string
        contact 0 * S ContactDetail
        description 0 1 - markdown
        useContext 0 * S UsageContext
        jurisdiction 0 * S CodeableConcept
        immutable 0 1 S boolean
        purpose 0 1 - markdown
        copyright 0 1 - markdown
        compose 0 1 - @ValueSet.compose
        expansion 0 1 - @ValueSet.expansion
        :ValueSet.compose backbone BackboneElement
        lockedDate 0 1 S date
        inactive 0 1 S boolean
        include 1 * S @ValueSet.compose.include
        exclude 0 * - @ValueSet.compose.include
        :ValueSet.compose.include backbone BackboneElement
        system 0 1 S uri
        version 0 1 S string
        concept 0 * - @ValueSet.compose.include.concept
        filter 0 * S @ValueSet.compose.include.filter
        valueSet 0 * S canonical(ValueSet)
        :ValueSet.compose.include.concept backbone BackboneElement
        code 1 1 - code
        display 0 1 - string
        designation 0 * - @ValueSet.compose.include.concept.designation
        :ValueSet.compose.include.concept.designation backbone BackboneElement
        language 0 1 - code
        use 0 1 - Coding
        value 1 1 - string
        :ValueSet.compose.include.filter backbone BackboneElement
        property 1 1 S code
        op 1 1 S code !filter-operator
        value 1 1 S string
        :ValueSet.expansion backbone BackboneElement
        identifier 0 1 - uri
        timestamp 1 1 - dateTime
        total 0 1 - integer
        offset 0 1 - integer
        parameter 0 * - @ValueSet.expansion.parameter
        contains 0 * - @ValueSet.expansion.contains
        :ValueSet.expansion.parameter backbone BackboneElement
        name 1 1 - string
        value[x] 0 1 - string,boolean,integer,decimal,uri,code,dateTime
        :ValueSet.expansion.contains backbone BackboneElement
        system 0 1 - uri
        abstract 0 1 - boolean
        inactive 0 1 - boolean
        version 0 1 - string
        code 0 1 - code
        display 0 1 - string
        designation 0 * - @ValueSet.compose.include.concept.designation
        contains 0 * - @ValueSet.expansion.contains
        :VerificationResult resource DomainResource
        target 0 * S Reference
        targetLocation 0 * S string
        need 0 1 S CodeableConcept
        status 1 1 S code !verificationresult-status
        statusDate 0 1 S dateTime
        validationType 0 1 S CodeableConcept
        validationProcess 0 * S CodeableConcept
        frequency 0 1 - Timing
        lastPerformed 0 1 - dateTime
        nextScheduled 0 1 - date
        failureAction 0 1 S CodeableConcept
        primarySource 0 * - @VerificationResult.primarySource
        attestation 0 1 - @VerificationResult.attestation
        validator 0 * - @VerificationResult.validator
        :VerificationResult.primarySource backbone BackboneElement
        who 0 1 - Reference(Organization|Practitioner|PractitionerRole)
        type 0 * S CodeableConcept
        communicationMethod 0 * S CodeableConcept
        validationStatus 0 1 - CodeableConcept
        validationDate 0 1 - dateTime
        canPushUpdates 0 1 S CodeableConcept
        pushTypeAvailable 0 * - CodeableConcept
        :VerificationResult.attestation backbone BackboneElement
        who 0 1 S Reference(Practitioner|PractitionerRole|Organization)
        onBehalfOf 0 1 S Reference(Organization|Practitioner|PractitionerRole)
        communicationMethod 0 1 S CodeableConcept
        date 0 1 S date
        sourceIdentityCertificate 0 1 - string
        proxyIdentityCertificate 0 1 - string
        proxySignature 0 1 - Signature
        sourceSignature 0 1 - Signature
        :VerificationResult.validator backbone BackboneElement
        organization 1 1 - Reference(Organization)
        identityCertificate 0 1 - string
        attestationSignature 0 1 - Signature
        :VisionPrescription resource DomainResource
        identifier 0 * - Identifier
        status 1 1 SM code !fm-status
        created 1 1 S dateTime
        patient 1 1 S Reference(Patient)
        encounter 0 1 - Reference(Encounter)
        dateWritten 1 1 S dateTime
        prescriber 1 1 S Reference(Practitioner|PractitionerRole)
        lensSpecification 1 * S @VisionPrescription.lensSpecification
        :VisionPrescription.lensSpecification backbone BackboneElement
        product 1 1 S CodeableConcept
        eye 1 1 S code !vision-eye-codes
        sphere 0 1 - decimal
        cylinder 0 1 - decimal
        axis 0 1 - integer
        prism 0 * - @VisionPrescription.lensSpecification.prism
        add 0 1 - decimal
        power 0 1 - decimal
        backCurve 0 1 - decimal
        diameter 0 1 - decimal
        duration 0 1 - Quantity
        color 0 1 - string
        brand 0 1 - string
        note 0 * - Annotation
        :VisionPrescription.lensSpecification.prism backbone BackboneElement
        amount 1 1 - decimal
        base 1 1 - code !vision-base-codes
        """#
}
