import Foundation
import SvarFHIR
import SvarJSON
import SvarValidation
import TestLane
import Testing

/// The structure check on public data: what is right passes, what is not is refused where the fault is.
@Suite(.enabled(if: SharedData.isPresent), .aside)
struct SharedDataTests {
    /// What the public data has that R4 does not allow, by file: the paths, and why they are refused.
    static let wrong: [String: [String]] = [
        // The id holds a space.
        "no-basis-HealthcareService-example.json": ["HealthcareService.id"],
        // No packageId, and a definition without resources.
        "ImplementationGuide.json": ["ImplementationGuide.definition.resource", "ImplementationGuide.packageId"],
        // A narrative without its div.
        "diagnosticreport-cbc.json": ["DiagnosticReport.text.div"],
        // Empty strings.
        "Macsys_815333058_81365677998_815333058_8.json": ["Bundle.entry[25].resource.status"],
        "Macsys_815933563_81365677998_815933563_3.json": ["Bundle.entry[16].resource.specimen[0].reference"],
    ]

    @Test(
        arguments: [
            ("r4-examples", 504), ("be-lab", 40), ("synthea/infrastructure", 2), ("norway/nilar", 67),
            ("norway/no-basis-examples", 10), ("norway/no-basis", 50), ("eu-lab/examples", 21),
            ("us-core/examples", 126), ("uk-core/examples", 73),
        ]
    )
    func onlyWhatIsWrongIsRefused(_ folder: String, _ atLeast: Int) throws {
        var resources = 0
        for file in try SharedData.files(folder) {
            let root = try JSONDocument(try SharedData.bytes(file)).root
            guard root["resourceType"] != nil else { continue }
            resources += 1
            let paths = StructureCheck.check(root).flatMap(\.expression)
            if file.lastPathComponent == "Questionnaire-qs1.json" {
                // linkId is 1..1; the instance leaves it out in its 32 items of type display.
                #expect(paths.count == 32 && paths.allSatisfy { $0.hasSuffix(".linkId") })
                continue
            }
            #expect(paths == Self.wrong[file.lastPathComponent] ?? [], "\(file.lastPathComponent)")
        }
        #expect(resources >= atLeast)
    }

    @Test func everySyntheaPatientPasses() throws {
        let files = try SharedData.files("synthea/patients")
        #expect(files.count == 49)
        for file in files {
            let root = try JSONDocument(try SharedData.bytes(file)).root
            #expect(StructureCheck.check(root) == [], "\(file.lastPathComponent)")
        }
    }

    @Test func theGeneratorWritesWhatIsCommitted() throws {
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "python3", package.appendingPathComponent("scripts/definitions/generate.py").path, "--check",
            "--definitions", try #require(SharedData.folder).appendingPathComponent("r4-definitions").path,
        ]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }
}
