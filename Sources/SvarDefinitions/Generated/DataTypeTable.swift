// Made by scripts/definitions/generate.py from the HL7 FHIR R4 4.0.1 definitions (CC0). Do not edit.
// swift-format-ignore-file

extension GeneratedTables {
    /// The elements of every data type.
    static let dataTypes: StaticString = #"""
        :Address type Element
        use 0 1 SM code !address-use
        type 0 1 S code !address-type
        text 0 1 S string
        line 0 * S string
        city 0 1 S string
        district 0 1 S string
        state 0 1 S string
        postalCode 0 1 S string
        country 0 1 S string
        period 0 1 S Period
        :Age type Quantity
        :Annotation type Element
        author[x] 0 1 S Reference(Practitioner|Patient|RelatedPerson|Organization),string
        time 0 1 S dateTime
        text 1 1 S markdown
        :Attachment type Element
        contentType 0 1 S code !mimetypes
        language 0 1 S code
        data 0 1 - base64Binary
        url 0 1 S url
        size 0 1 S unsignedInt
        hash 0 1 S base64Binary
        title 0 1 S string
        creation 0 1 S dateTime
        :BackboneElement abstract Element
        modifierExtension 0 * SM Extension
        :CodeableConcept type Element
        coding 0 * S Coding
        text 0 1 S string
        :Coding type Element
        system 0 1 S uri
        version 0 1 S string
        code 0 1 S code
        display 0 1 S string
        userSelected 0 1 S boolean
        :ContactDetail type Element
        name 0 1 S string
        telecom 0 * S ContactPoint
        :ContactPoint type Element
        system 0 1 S code !contact-point-system
        value 0 1 S string
        use 0 1 SM code !contact-point-use
        rank 0 1 S positiveInt
        period 0 1 S Period
        :Contributor type Element
        type 1 1 S code !contributor-type
        name 1 1 S string
        contact 0 * S ContactDetail
        :Count type Quantity
        :DataRequirement type Element
        type 1 1 S code !all-types
        profile 0 * S canonical(StructureDefinition)
        subject[x] 0 1 S CodeableConcept,Reference(Group)
        mustSupport 0 * S string
        codeFilter 0 * S @DataRequirement.codeFilter
        dateFilter 0 * S @DataRequirement.dateFilter
        limit 0 1 S positiveInt
        sort 0 * S @DataRequirement.sort
        :DataRequirement.codeFilter backbone Element
        path 0 1 S string
        searchParam 0 1 S string
        valueSet 0 1 S canonical(ValueSet)
        code 0 * S Coding
        :DataRequirement.dateFilter backbone Element
        path 0 1 S string
        searchParam 0 1 S string
        value[x] 0 1 S dateTime,Period,Duration
        :DataRequirement.sort backbone Element
        path 1 1 S string
        direction 1 1 S code !sort-direction
        :Distance type Quantity
        :Dosage type BackboneElement
        sequence 0 1 S integer
        text 0 1 S string
        additionalInstruction 0 * S CodeableConcept
        patientInstruction 0 1 S string
        timing 0 1 S Timing
        asNeeded[x] 0 1 S boolean,CodeableConcept
        site 0 1 S CodeableConcept
        route 0 1 S CodeableConcept
        method 0 1 S CodeableConcept
        doseAndRate 0 * S @Dosage.doseAndRate
        maxDosePerPeriod 0 1 S Ratio
        maxDosePerAdministration 0 1 S Quantity
        maxDosePerLifetime 0 1 S Quantity
        :Dosage.doseAndRate backbone Element
        type 0 1 S CodeableConcept
        dose[x] 0 1 S Range,Quantity
        rate[x] 0 1 S Ratio,Range,Quantity
        :Duration type Quantity
        :Element abstract -
        id 0 1 A string
        extension 0 * - Extension
        :ElementDefinition type BackboneElement
        path 1 1 S string
        representation 0 * S code !property-representation
        sliceName 0 1 S string
        sliceIsConstraining 0 1 S boolean
        label 0 1 S string
        code 0 * S Coding
        slicing 0 1 S @ElementDefinition.slicing
        short 0 1 S string
        definition 0 1 S markdown
        comment 0 1 S markdown
        requirements 0 1 S markdown
        alias 0 * S string
        min 0 1 S unsignedInt
        max 0 1 S string
        base 0 1 S @ElementDefinition.base
        contentReference 0 1 S uri
        type 0 * S @ElementDefinition.type
        defaultValue[x] 0 1 S base64Binary,boolean,canonical,code,date,dateTime,decimal,id,instant,integer,markdown,oid,positiveInt,string,time,unsignedInt,uri,url,uuid,Address,Age,Annotation,Attachment,CodeableConcept,Coding,ContactPoint,Count,Distance,Duration,HumanName,Identifier,Money,Period,Quantity,Range,Ratio,Reference,SampledData,Signature,Timing,ContactDetail,Contributor,DataRequirement,Expression,ParameterDefinition,RelatedArtifact,TriggerDefinition,UsageContext,Dosage,Meta
        meaningWhenMissing 0 1 S markdown
        orderMeaning 0 1 S string
        fixed[x] 0 1 S base64Binary,boolean,canonical,code,date,dateTime,decimal,id,instant,integer,markdown,oid,positiveInt,string,time,unsignedInt,uri,url,uuid,Address,Age,Annotation,Attachment,CodeableConcept,Coding,ContactPoint,Count,Distance,Duration,HumanName,Identifier,Money,Period,Quantity,Range,Ratio,Reference,SampledData,Signature,Timing,ContactDetail,Contributor,DataRequirement,Expression,ParameterDefinition,RelatedArtifact,TriggerDefinition,UsageContext,Dosage,Meta
        pattern[x] 0 1 S base64Binary,boolean,canonical,code,date,dateTime,decimal,id,instant,integer,markdown,oid,positiveInt,string,time,unsignedInt,uri,url,uuid,Address,Age,Annotation,Attachment,CodeableConcept,Coding,ContactPoint,Count,Distance,Duration,HumanName,Identifier,Money,Period,Quantity,Range,Ratio,Reference,SampledData,Signature,Timing,ContactDetail,Contributor,DataRequirement,Expression,ParameterDefinition,RelatedArtifact,TriggerDefinition,UsageContext,Dosage,Meta
        example 0 * S @ElementDefinition.example
        minValue[x] 0 1 S date,dateTime,instant,time,decimal,integer,positiveInt,unsignedInt,Quantity
        maxValue[x] 0 1 S date,dateTime,instant,time,decimal,integer,positiveInt,unsignedInt,Quantity
        maxLength 0 1 S integer
        condition 0 * S id
        constraint 0 * S @ElementDefinition.constraint
        mustSupport 0 1 S boolean
        isModifier 0 1 S boolean
        isModifierReason 0 1 S string
        isSummary 0 1 S boolean
        binding 0 1 S @ElementDefinition.binding
        mapping 0 * S @ElementDefinition.mapping
        :ElementDefinition.slicing backbone Element
        discriminator 0 * S @ElementDefinition.slicing.discriminator
        description 0 1 S string
        ordered 0 1 S boolean
        rules 1 1 S code !resource-slicing-rules
        :ElementDefinition.slicing.discriminator backbone Element
        type 1 1 S code !discriminator-type
        path 1 1 S string
        :ElementDefinition.base backbone Element
        path 1 1 S string
        min 1 1 S unsignedInt
        max 1 1 S string
        :ElementDefinition.type backbone Element
        code 1 1 S uri
        profile 0 * S canonical(StructureDefinition|ImplementationGuide)
        targetProfile 0 * S canonical(StructureDefinition|ImplementationGuide)
        aggregation 0 * S code !resource-aggregation-mode
        versioning 0 1 S code !reference-version-rules
        :ElementDefinition.example backbone Element
        label 1 1 S string
        value[x] 1 1 S base64Binary,boolean,canonical,code,date,dateTime,decimal,id,instant,integer,markdown,oid,positiveInt,string,time,unsignedInt,uri,url,uuid,Address,Age,Annotation,Attachment,CodeableConcept,Coding,ContactPoint,Count,Distance,Duration,HumanName,Identifier,Money,Period,Quantity,Range,Ratio,Reference,SampledData,Signature,Timing,ContactDetail,Contributor,DataRequirement,Expression,ParameterDefinition,RelatedArtifact,TriggerDefinition,UsageContext,Dosage,Meta
        :ElementDefinition.constraint backbone Element
        key 1 1 S id
        requirements 0 1 S string
        severity 1 1 S code !constraint-severity
        human 1 1 S string
        expression 0 1 S string
        xpath 0 1 S string
        source 0 1 S canonical(StructureDefinition)
        :ElementDefinition.binding backbone Element
        strength 1 1 S code !binding-strength
        description 0 1 S string
        valueSet 0 1 S canonical(ValueSet)
        :ElementDefinition.mapping backbone Element
        identity 1 1 S id
        language 0 1 S code !mimetypes
        map 1 1 S string
        comment 0 1 S string
        :Expression type Element
        description 0 1 S string
        name 0 1 S id
        language 1 1 S code
        expression 0 1 S string
        reference 0 1 S uri
        :Extension type Element
        url 1 1 A uri
        value[x] 0 1 - base64Binary,boolean,canonical,code,date,dateTime,decimal,id,instant,integer,markdown,oid,positiveInt,string,time,unsignedInt,uri,url,uuid,Address,Age,Annotation,Attachment,CodeableConcept,Coding,ContactPoint,Count,Distance,Duration,HumanName,Identifier,Money,Period,Quantity,Range,Ratio,Reference,SampledData,Signature,Timing,ContactDetail,Contributor,DataRequirement,Expression,ParameterDefinition,RelatedArtifact,TriggerDefinition,UsageContext,Dosage,Meta
        :HumanName type Element
        use 0 1 SM code !name-use
        text 0 1 S string
        family 0 1 S string
        given 0 * S string
        prefix 0 * S string
        suffix 0 * S string
        period 0 1 S Period
        :Identifier type Element
        use 0 1 SM code !identifier-use
        type 0 1 S CodeableConcept
        system 0 1 S uri
        value 0 1 S string
        period 0 1 S Period
        assigner 0 1 S Reference(Organization)
        :MarketingStatus type BackboneElement
        country 1 1 S CodeableConcept
        jurisdiction 0 1 S CodeableConcept
        status 1 1 S CodeableConcept
        dateRange 1 1 S Period
        restoreDate 0 1 S dateTime
        :Meta type Element
        versionId 0 1 S id
        lastUpdated 0 1 S instant
        source 0 1 S uri
        profile 0 * S canonical(StructureDefinition)
        security 0 * S Coding
        tag 0 * S Coding
        :Money type Element
        value 0 1 S decimal
        currency 0 1 S code !currencies
        :Narrative type Element
        status 1 1 - code !narrative-status
        div 1 1 - xhtml
        :ParameterDefinition type Element
        name 0 1 S code
        use 1 1 S code !operation-parameter-use
        min 0 1 S integer
        max 0 1 S string
        documentation 0 1 S string
        type 1 1 S code !all-types
        profile 0 1 S canonical(StructureDefinition)
        :Period type Element
        start 0 1 S dateTime
        end 0 1 S dateTime
        :Population type BackboneElement
        age[x] 0 1 S Range,CodeableConcept
        gender 0 1 S CodeableConcept
        race 0 1 S CodeableConcept
        physiologicalCondition 0 1 S CodeableConcept
        :ProdCharacteristic type BackboneElement
        height 0 1 S Quantity
        width 0 1 S Quantity
        depth 0 1 S Quantity
        weight 0 1 S Quantity
        nominalVolume 0 1 S Quantity
        externalDiameter 0 1 S Quantity
        shape 0 1 S string
        color 0 * S string
        imprint 0 * S string
        image 0 * S Attachment
        scoring 0 1 S CodeableConcept
        :ProductShelfLife type BackboneElement
        identifier 0 1 S Identifier
        type 1 1 S CodeableConcept
        period 1 1 S Quantity
        specialPrecautionsForStorage 0 * S CodeableConcept
        :Quantity type Element
        value 0 1 S decimal
        comparator 0 1 SM code !quantity-comparator
        unit 0 1 S string
        system 0 1 S uri
        code 0 1 S code
        :Range type Element
        low 0 1 S Quantity
        high 0 1 S Quantity
        :Ratio type Element
        numerator 0 1 S Quantity
        denominator 0 1 S Quantity
        :Reference type Element
        reference 0 1 S string
        type 0 1 S uri
        identifier 0 1 S Identifier
        display 0 1 S string
        :RelatedArtifact type Element
        type 1 1 S code !related-artifact-type
        label 0 1 S string
        display 0 1 S string
        citation 0 1 S markdown
        url 0 1 S url
        document 0 1 S Attachment
        resource 0 1 S canonical
        :SampledData type Element
        origin 1 1 S Quantity
        period 1 1 S decimal
        factor 0 1 S decimal
        lowerLimit 0 1 S decimal
        upperLimit 0 1 S decimal
        dimensions 1 1 S positiveInt
        data 0 1 - string
        :Signature type Element
        type 1 * S Coding
        when 1 1 S instant
        who 1 1 S Reference(Practitioner|PractitionerRole|RelatedPerson|Patient|Device|Organization)
        onBehalfOf 0 1 S Reference(Practitioner|PractitionerRole|RelatedPerson|Patient|Device|Organization)
        targetFormat 0 1 - code !mimetypes
        sigFormat 0 1 - code !mimetypes
        data 0 1 - base64Binary
        :SubstanceAmount type BackboneElement
        amount[x] 0 1 S Quantity,Range,string
        amountType 0 1 S CodeableConcept
        amountText 0 1 S string
        referenceRange 0 1 S @SubstanceAmount.referenceRange
        :SubstanceAmount.referenceRange backbone Element
        lowLimit 0 1 S Quantity
        highLimit 0 1 S Quantity
        :Timing type BackboneElement
        event 0 * S dateTime
        repeat 0 1 S @Timing.repeat
        code 0 1 S CodeableConcept
        :Timing.repeat backbone Element
        bounds[x] 0 1 S Duration,Range,Period
        count 0 1 S positiveInt
        countMax 0 1 S positiveInt
        duration 0 1 S decimal
        durationMax 0 1 S decimal
        durationUnit 0 1 S code !units-of-time
        frequency 0 1 S positiveInt
        frequencyMax 0 1 S positiveInt
        period 0 1 S decimal
        periodMax 0 1 S decimal
        periodUnit 0 1 S code !units-of-time
        dayOfWeek 0 * S code !days-of-week
        timeOfDay 0 * S time
        when 0 * S code !event-timing
        offset 0 1 S unsignedInt
        :TriggerDefinition type Element
        type 1 1 S code !trigger-type
        name 0 1 S string
        timing[x] 0 1 S Timing,Reference(Schedule),date,dateTime
        data 0 * S DataRequirement
        condition 0 1 S Expression
        :UsageContext type Element
        code 1 1 S Coding
        value[x] 1 1 S CodeableConcept,Quantity,Range,Reference(PlanDefinition|ResearchStudy|InsurancePlan|HealthcareService|Group|Location|Organization)
        :base64Binary primitive Element
        :boolean primitive Element
        :canonical primitive uri
        :code primitive string
        :date primitive Element
        :dateTime primitive Element
        :decimal primitive Element
        :id primitive string
        :instant primitive Element
        :integer primitive Element
        :markdown primitive string
        :oid primitive uri
        :positiveInt primitive integer
        :string primitive Element
        :time primitive Element
        :unsignedInt primitive integer
        :uri primitive Element
        :url primitive uri
        :uuid primitive uri
        :xhtml primitive Element
        """#
}
