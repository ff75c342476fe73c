// swift-tools-version: 6.2
import PackageDescription

/// One list for every target of ours; each line names what it turns on.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),  // SE-0335
    .enableUpcomingFeature("MemberImportVisibility"),  // SE-0444
    .enableUpcomingFeature("InternalImportsByDefault"),  // SE-0409
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),  // SE-0461
    .enableUpcomingFeature("InferIsolatedConformances"),  // SE-0470
    .treatAllWarnings(as: .error),  // SE-0480
]

/// A release build optimizes what is tested, and not the tests: they compile sooner, and the optimizer fails on some.
let unoptimized: [SwiftSetting] = [.unsafeFlags(["-Onone"], .when(configuration: .release))]

extension Target {
    static func svar(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
        .target(name: name, dependencies: dependencies, swiftSettings: settings)
    }
    static func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
        .testTarget(
            name: name,
            dependencies: dependencies + ["TestLane"],
            resources: resources,
            swiftSettings: settings + unoptimized
        )
    }
}

let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTesting: Target.Dependency = .product(name: "HummingbirdTesting", package: "hummingbird")
let hummingbirdCore: Target.Dependency = .product(name: "HummingbirdCore", package: "hummingbird")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let metrics: Target.Dependency = .product(name: "Metrics", package: "swift-metrics")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let hummingbirdTLS: Target.Dependency = .product(name: "HummingbirdTLS", package: "hummingbird")
let hummingbirdHTTP2: Target.Dependency = .product(name: "HummingbirdHTTP2", package: "hummingbird")
let nioSSL: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")
let jwtKit: Target.Dependency = .product(name: "JWTKit", package: "jwt-kit")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let httpClient: Target.Dependency = .product(name: "AsyncHTTPClient", package: "async-http-client")

let package = Package(
    name: "svar",
    products: [
        .library(name: "SvarFHIR", targets: ["SvarFHIR", "SvarJSON"]),
        .library(name: "SvarReplica", targets: ["SvarReplica"]),
        .executable(name: "svar", targets: ["svar"]),
    ],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // ground
        .svar("SvarJSON"),
        .svar("SvarFHIR", ["SvarJSON"]),
        .svar("SvarDefinitions"),
        // pure
        .svar("SvarDomain"),
        .svar("SvarSearch", ["SvarFHIR", "SvarJSON", "SvarDomain", "SvarDefinitions"]),
        .svar("SvarValidation", ["SvarFHIR", "SvarJSON", "SvarDefinitions"]),
        .svar("SvarMessages", ["SvarFHIR", "SvarJSON", "SvarDomain"]),
        .svar("SvarAccess", ["SvarFHIR", "SvarDomain"]),
        .svar("SvarSync", ["SvarFHIR", "SvarJSON", "SvarDomain", crypto]),
        // store
        .svar("SvarStore", ["SvarFHIR", "SvarDomain", "SvarSearch", "SvarSync", crypto]),
        .svar(
            "SvarStoreSQLite",
            ["SvarStore", "SvarSync", "SvarFHIR", "SvarDomain", "SvarSearch", grdb, grdbSQLite, crypto]
        ),
        // use cases and edges
        .systemLibrary(name: "CMalloc"),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CZstd", providers: [.apt(["libzstd-dev"])]),
        .svar(
            "SvarServices",
            [
                "SvarStore", "SvarSync", "SvarMessages", "SvarValidation", "SvarSearch", "SvarDefinitions",
                "SvarAccess", "SvarDomain", "SvarFHIR", "SvarJSON", crypto,
            ]
        ),
        .systemLibrary(name: "CCurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .svar(
            "SvarReplica",
            ["SvarSync", "SvarDomain", "SvarFHIR", "SvarJSON", "CCurl", "CZstd", grdb, grdbSQLite, crypto]
        ),
        .svar(
            "SvarHTTP",
            [
                "SvarServices", "SvarSync", "SvarSearch", "SvarMessages", "SvarDomain", "SvarFHIR", "SvarJSON", "CZlib",
                "CZstd", hummingbird, hummingbirdCore, hummingbirdTLS, hummingbirdHTTP2, nioSSL, jwtKit, crypto, yams,
                httpTypes, lifecycle, logging, metrics, nioCore, nioHTTP1,
            ]
        ),
        .svar("SvarSynthetic", ["SvarDomain"]),
        .executableTarget(
            name: "svar",
            dependencies: [
                "SvarHTTP", "SvarServices", "SvarSearch", "SvarStore", "SvarStoreSQLite", "SvarSynthetic",
                "SvarReplica", "SvarSync", "SvarAccess", "SvarDomain", "SvarFHIR", "SvarJSON", "CMalloc", arguments,
                hummingbird,
                lifecycle, unixSignals,
                logging, metrics, httpClient, nioCore, nioHTTP1,
            ],
            swiftSettings: settings
        ),
        // benchmarks
        .executableTarget(
            name: "SvarBench",
            dependencies: [
                "SvarHTTP", "SvarServices", "SvarStore", "SvarStoreSQLite", "SvarTesting", "SvarSynthetic",
                "SvarMessages", "SvarAccess", "SvarReplica", "SvarSync", "SvarDomain", "SvarFHIR", "SvarJSON", "CZlib",
                arguments, grdb, crypto, hummingbird, httpClient,
                httpTypes, logging, nioCore, nioPosix, nioHTTP1,
            ],
            path: "Benchmarks/SvarBench",
            swiftSettings: settings
        ),
        // tests
        .target(name: "CSvarFaultVFS", linkerSettings: [.linkedLibrary("sqlite3")]),
        .svar(
            "SvarTesting",
            [
                "SvarServices", "SvarStore", "SvarSync", "SvarSearch", "SvarAccess", "SvarDomain", "SvarFHIR",
                "SvarJSON", "SvarSynthetic", "CSvarFaultVFS", crypto,
            ]
        ),
        .target(name: "TestLane", path: "Tests/TestLane", swiftSettings: settings),
        .tests("SvarJSONTests", ["SvarJSON"]),
        .tests("SvarFHIRTests", ["SvarFHIR", "SvarJSON"]),
        .tests("SvarDomainTests", ["SvarDomain"]),
        .tests(
            "SvarSearchTests",
            ["SvarSearch", "SvarFHIR", "SvarJSON", "SvarDomain", "SvarDefinitions", "SvarTesting", "SvarSynthetic"]
        ),
        .tests("SvarValidationTests", ["SvarValidation", "SvarFHIR", "SvarJSON", "SvarDefinitions"]),
        .tests("SvarMessagesTests", ["SvarMessages", "SvarFHIR", "SvarJSON", "SvarDomain"]),
        .tests("SvarAccessTests", ["SvarAccess", "SvarFHIR", "SvarDomain", "SvarTesting"]),
        .tests("AccessOracleTests", ["SvarTesting", "SvarAccess", "SvarFHIR", "SvarDomain", "SvarSynthetic"]),
        .tests("SvarSyntheticTests", ["SvarSynthetic", "SvarMessages", "SvarDomain"]),
        .tests(
            "SvarStoreTests",
            [
                "SvarStore", "SvarStoreSQLite", "SvarTesting", "SvarSynthetic", "SvarFHIR", "SvarDomain", "SvarSearch",
                "SvarSync", grdb, crypto,
            ]
        ),
        .tests(
            "SvarServicesTests",
            [
                "SvarServices", "SvarStore", "SvarStoreSQLite", "SvarTesting", "SvarMessages", "SvarValidation",
                "SvarSync", "SvarSearch", "SvarAccess", "SvarFHIR", "SvarJSON", "SvarDomain", "SvarSynthetic", crypto,
            ]
        ),
        .tests(
            "SvarHTTPTests",
            [
                "SvarHTTP", "SvarServices", "SvarAccess", "SvarStore", "SvarStoreSQLite", "SvarSync", "SvarTesting",
                "SvarFHIR", "SvarJSON", "SvarDomain", "SvarMessages", "SvarSearch", "SvarSynthetic", "CZlib", "CZstd",
                hummingbird, hummingbirdCore, hummingbirdTesting, jwtKit, crypto, cryptoExtras, yams, httpTypes,
                logging, nioCore,
                nioHTTP1, httpClient, lifecycle,
            ]
        ),
        .tests(
            "SvarSyncTests",
            ["SvarSync", "SvarDomain", "SvarFHIR", "SvarJSON", "SvarSynthetic", crypto]
        ),
        .tests(
            "SvarReplicaTests",
            [
                "SvarReplica", "SvarSync", "SvarAccess", "SvarTesting", "SvarSynthetic", "SvarDomain", "SvarFHIR",
                "SvarJSON", grdb, crypto,
            ]
        ),
        .tests(
            "SyncProofTests",
            [
                "SvarReplica", "SvarSync", "SvarServices", "SvarStore", "SvarStoreSQLite", "SvarTesting",
                "SvarSynthetic", "SvarDomain", "SvarFHIR", "SvarJSON", grdb, crypto,
            ]
        ),
        .tests(
            "SearchOracleTests",
            [
                "SvarTesting", "SvarServices", "SvarStore", "SvarStoreSQLite", "SvarSearch", "SvarSynthetic",
                "SvarFHIR", "SvarJSON", "SvarDomain",
            ]
        ),
        .tests(
            "TwoWorldTests",
            [
                "SvarHTTP", "SvarServices", "SvarStore", "SvarStoreSQLite", "SvarSync", "SvarTesting", "SvarAccess",
                "SvarSynthetic", "SvarSearch", "SvarFHIR", "SvarJSON", "SvarDomain", hummingbird, hummingbirdCore,
                httpTypes, nioCore, crypto,
            ]
        ),
        .tests(
            "EndToEndTests",
            [
                "svar", "SvarReplica", "SvarServices", "SvarAccess", "SvarSynthetic", "SvarFHIR", "SvarJSON",
                "SvarDomain", arguments, httpClient, nioCore, nioHTTP1,
            ]
        ),
    ]
)
