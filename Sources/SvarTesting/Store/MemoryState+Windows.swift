import SvarDomain
import SvarFHIR
import SvarStore

extension MemoryState {
    /// The versions of a resource that reads naming versions give, oldest first; none when its unit is hidden.
    func shown(_ key: Int64, in scope: Scope, _ index: StoreIndex?) throws -> [ResourceVersion] {
        guard let unit = unit(resource(key).unit), scope.shows(unit) else { return [] }
        let window = scope.window(of: unit)?.onto(joinedAt: resource(key).joined)
        let there = there(key, in: window)
        guard let newest = there.last else { return [] }
        return try there.filter { scope.shows(versionAt: $0.stamp.at, newest: newest.stamp.at, in: window) }
            .compactMap { try rendition($0, in: window, index) }
    }

    /// The current version, a deleted one too; nil when there is none in the window or the unit is hidden.
    func current(_ key: Int64, in scope: Scope, _ index: StoreIndex?) throws -> ResourceVersion? {
        guard let unit = unit(resource(key).unit), scope.shows(unit) else { return nil }
        let window = scope.window(of: unit)?.onto(joinedAt: resource(key).joined)
        return try there(key, in: window).last.flatMap { try rendition($0, in: window, index) }
    }

    private func there(_ key: Int64, in window: UnitWindow?) -> [ResourceVersion] {
        versions(of: key).filter { version in window.map { version.stamp.at <= $0.through } ?? true }
    }

    /// A version as a window shows it.
    func rendition(_ version: ResourceVersion, in window: UnitWindow?, _ index: StoreIndex?) throws -> ResourceVersion?
    {
        guard let index else { return window?.isMetadata == true ? nil : version.dated(in: window) }
        return try index.rendition(version, in: window)
    }

    /// When the entry at a place in the log was made; before all times where there is none.
    func time(at position: LogPosition) -> ServerTime {
        log.last { $0.stamp.position <= position }?.stamp.at ?? ServerTime(microseconds: .min)
    }
}
