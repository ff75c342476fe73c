import HTTPTypes
import Hummingbird
import SvarDomain
import SvarFHIR
import SvarServices

extension EdgeResponder {
    /// A search, or what answers as one, with its parameters in the query, in a form, or both.
    func search(_ call: Call, _ general: inout GeneralParameters, _ caller: Caller) async throws -> Answer {
        let (query, asking) = try await parameters(of: call, &general, caller)
        let request = SearchInteraction(
            try Self.kind(of: call),
            query,
            isPosted: call.route.method == .post,
            isLenient: Negotiation.isLenient(call.fields)
        )
        return try await answers.page { [port] in
            Answer(try await port.search(request, base: base(of: call), caller: asking))
        }
    }

    /// The parameters of a search in the query and in the form, and the caller as the form says of them.
    func parameters(of call: Call, _ general: inout GeneralParameters, _ caller: Caller) async throws -> (
        query: [NamedValue], caller: Caller
    ) {
        guard call.route.method == .post else { return (call.query, caller) }
        var caller = caller
        var form = try await form(of: call)
        try general.take(from: &form)
        // Before anything is looked for, and written down as shown.
        guard Negotiation.format(accept: call.fields[.accept], format: general.format) != nil else {
            throw HTTPRefusal.notAcceptable
        }
        try Self.takeCaller(from: &form, into: &caller)
        return (call.query + form, caller)
    }

    private static func kind(of call: Call) throws -> SearchInteraction.Kind {
        switch (call.interaction, call.type) {
        case (.searchType, let type?): .type(type)
        case (.searchSystem, _): .system
        case (.searchCompartment, let type): .compartment(patient: call.id, type)
        case (.everything, _): .everything(patient: call.id)
        case (.lastn, _): .lastn
        case (.nationalSearch, let type?): .national(type)
        default: throw HTTPRefusal.notFound
        }
    }

    /// The parameters of a posted search; of an operation also as a Parameters resource. None is fine.
    func form(of call: Call) async throws -> [NamedValue] {
        let fields = call.fields
        let isOperation = [.everything, .lastn, .explainAccess].contains(call.interaction)
        if fields[.contentType] == nil, fields[.contentLength].flatMap({ Int($0) }) ?? 0 == 0,
            fields[.transferEncoding] == nil
        {
            return []
        }
        let isJSON = isOperation && Negotiation.refusalOfResource(contentType: fields[.contentType]) == nil
        if !isJSON, let refusal = Negotiation.refusalOfForm(contentType: fields[.contentType]) { throw refusal }
        return try await bodies.withBody(of: call.request, maximumBytes: settings.maximumFormBytes) { bytes in
            if isJSON { return try ParametersBody.items(bytes) }
            do throws(Target.Failure) {
                return try Target.form(bytes)
            } catch {
                throw error == .tooManyItems ? HTTPRefusal.tooManyParameters : HTTPRefusal.badForm
            }
        }
    }

    /// Takes the fields that say who the interaction is about and on which ground out of a form. What a header field
    /// says as well must be the same.
    static func takeCaller(from form: inout [NamedValue], into caller: inout Caller) throws {
        guard form.contains(where: { $0.name == PersonField.name || $0.name == AccessBasis.name }) else { return }
        for item in form {
            switch item.name {
            case PersonField.name:
                let person = try PersonField.parse(item.value)
                guard caller.person == nil || caller.person == person else { throw HTTPRefusal.severalPersons }
                caller.person = person
            case AccessBasis.name:
                let basis = try AccessBasis.parse(item.value)
                guard caller.basis.isEmpty || caller.basis == basis else { throw HTTPRefusal.severalBases }
                caller.basis = basis
            default: break
            }
        }
        form.removeAll { $0.name == PersonField.name || $0.name == AccessBasis.name }
    }
}
