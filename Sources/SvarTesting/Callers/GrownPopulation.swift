package import SvarDomain
import SvarFHIR
package import SvarServices

/// A population register of grown-ups who act for nobody, for tests that are about something else than age and mandates.
package struct GrownPopulation: PopulationRegister {
    package init() {}
    package var revision: Int { 0 }
    package func answer(about numbers: [PersonNumber]) -> RegisterFacts? {
        RegisterFacts(birthDate: CivilDate(year: 1980, month: 1, day: 1))
    }
    package func numbers(with number: PersonNumber) -> [PersonNumber] { [number] }
    package func holder(_ number: PersonNumber) -> PersonKey { PersonKey(.min) }
}
