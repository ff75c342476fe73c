#include "CSvarFaultVFS.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MAX_DISKS = 256, WAL_HEADER = 32 };

typedef struct {
    char *prefix;
    atomic_int_fast64_t hold, budget, commits, log_other, database, other, written, failures;
    atomic_bool broken;
} disk;

static disk disks[MAX_DISKS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static sqlite3_vfs layer;
static sqlite3_vfs *below;

typedef struct {
    sqlite3_file base;
    disk *disk;          // NULL: passes through
    int kind;            // SQLITE_OPEN_MAIN_DB, SQLITE_OPEN_WAL or other
    atomic_bool frames;  // frames were written since the last sync
    sqlite3_file *real;  // in the memory behind this struct
} file;

#define REAL(f) (((file *)(f))->real)

static void sleep_us(int64_t us) {
    struct timespec left = {us / 1000000, (us % 1000000) * 1000};
    while (nanosleep(&left, &left) != 0) {}
}

static int fail(disk *d, int code) {
    atomic_fetch_add(&d->failures, 1);
    return code;
}

// Takes new space from the budget. Overwriting costs nothing, as on a real disk.
static int grow(file *f, sqlite3_int64 end) {
    disk *d = f->disk;
    if (atomic_load(&d->broken)) return fail(d, SQLITE_IOERR_WRITE);
    if (atomic_load(&d->budget) < 0) return SQLITE_OK;
    sqlite3_int64 size = 0;
    int code = f->real->pMethods->xFileSize(f->real, &size);
    if (code != SQLITE_OK || end <= size) return code;
    int_fast64_t left = atomic_load(&d->budget);
    do {
        if (left < end - size) return fail(d, SQLITE_FULL);
    } while (!atomic_compare_exchange_weak(&d->budget, &left, left - (end - size)));
    return SQLITE_OK;
}

static int x_close(sqlite3_file *f) {
    return REAL(f)->pMethods ? REAL(f)->pMethods->xClose(REAL(f)) : SQLITE_OK;
}
static int x_read(sqlite3_file *f, void *to, int n, sqlite3_int64 at) {
    return REAL(f)->pMethods->xRead(REAL(f), to, n, at);
}
static int x_write(sqlite3_file *base, const void *from, int n, sqlite3_int64 at) {
    file *f = (file *)base;
    if (f->disk) {
        int code = grow(f, at + n);
        if (code != SQLITE_OK) return code;
        atomic_fetch_add(&f->disk->written, n);
        if (at >= WAL_HEADER) atomic_store(&f->frames, true);
    }
    return f->real->pMethods->xWrite(f->real, from, n, at);
}
static int x_truncate(sqlite3_file *base, sqlite3_int64 size) {
    file *f = (file *)base;
    if (f->disk && atomic_load(&f->disk->broken)) return fail(f->disk, SQLITE_IOERR_TRUNCATE);
    return f->real->pMethods->xTruncate(f->real, size);
}
static int x_sync(sqlite3_file *base, int flags) {
    file *f = (file *)base;
    disk *d = f->disk;
    if (d) {
        if (atomic_load(&d->broken)) return fail(d, SQLITE_IOERR_FSYNC);
        bool frames = atomic_exchange(&f->frames, false);
        if (f->kind == SQLITE_OPEN_WAL) atomic_fetch_add(frames ? &d->commits : &d->log_other, 1);
        else atomic_fetch_add(f->kind == SQLITE_OPEN_MAIN_DB ? &d->database : &d->other, 1);
        int64_t hold = atomic_load(&d->hold);
        if (hold > 0) sleep_us(hold);
    }
    return f->real->pMethods->xSync(f->real, flags);
}
static int x_size(sqlite3_file *f, sqlite3_int64 *size) { return REAL(f)->pMethods->xFileSize(REAL(f), size); }
static int x_lock(sqlite3_file *f, int level) { return REAL(f)->pMethods->xLock(REAL(f), level); }
static int x_unlock(sqlite3_file *f, int level) { return REAL(f)->pMethods->xUnlock(REAL(f), level); }
static int x_reserved(sqlite3_file *f, int *out) { return REAL(f)->pMethods->xCheckReservedLock(REAL(f), out); }
static int x_control(sqlite3_file *f, int op, void *arg) { return REAL(f)->pMethods->xFileControl(REAL(f), op, arg); }
static int x_sector(sqlite3_file *f) { return REAL(f)->pMethods->xSectorSize(REAL(f)); }
static int x_device(sqlite3_file *f) { return REAL(f)->pMethods->xDeviceCharacteristics(REAL(f)); }
static int x_shm_map(sqlite3_file *f, int page, int size, int extend, void volatile **out) {
    return REAL(f)->pMethods->xShmMap(REAL(f), page, size, extend, out);
}
static int x_shm_lock(sqlite3_file *f, int offset, int n, int flags) {
    return REAL(f)->pMethods->xShmLock(REAL(f), offset, n, flags);
}
static void x_shm_barrier(sqlite3_file *f) { REAL(f)->pMethods->xShmBarrier(REAL(f)); }
static int x_shm_unmap(sqlite3_file *f, int remove) { return REAL(f)->pMethods->xShmUnmap(REAL(f), remove); }

// Version 2: shared memory for the write-ahead log, no memory-mapped pages.
static const sqlite3_io_methods methods = {
    2, x_close, x_read, x_write, x_truncate, x_sync, x_size, x_lock, x_unlock, x_reserved, x_control, x_sector,
    x_device, x_shm_map, x_shm_lock, x_shm_barrier, x_shm_unmap, NULL, NULL,
};

static disk *find(const char *path) {
    disk *found = NULL;
    pthread_mutex_lock(&lock);
    for (int i = 0; path && i < MAX_DISKS && !found; i++) {
        if (disks[i].prefix && strncmp(path, disks[i].prefix, strlen(disks[i].prefix)) == 0) found = &disks[i];
    }
    pthread_mutex_unlock(&lock);
    return found;
}

static int x_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *base, int flags, int *out) {
    (void)vfs;
    file *f = (file *)base;
    size_t used = (sizeof(file) + 15) & ~(size_t)15;
    f->disk = find(path);
    f->kind = flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL);
    atomic_init(&f->frames, false);
    f->real = (sqlite3_file *)((char *)base + used);
    f->real->pMethods = NULL;
    int code = below->xOpen(below, path, f->real, flags, out);
    base->pMethods = f->real->pMethods ? &methods : NULL;
    return code;
}

int svar_fault_install(void) {
    int code = SQLITE_OK;
    pthread_mutex_lock(&lock);
    if (!below) {
        code = sqlite3_initialize();
        below = code == SQLITE_OK ? sqlite3_vfs_find(NULL) : NULL;
        if (below) {
            layer = *below;
            layer.zName = "svar-fault";
            layer.pNext = NULL;
            layer.szOsFile = (int)((sizeof(file) + 15) & ~(size_t)15) + below->szOsFile;
            layer.xOpen = x_open;
            code = sqlite3_vfs_register(&layer, 1);
        }
    }
    pthread_mutex_unlock(&lock);
    return code;
}

int svar_fault_add(const char *prefix) {
    int found = -1;
    pthread_mutex_lock(&lock);
    for (int i = 0; i < MAX_DISKS && found < 0; i++) {
        disk *d = &disks[i];
        if (d->prefix) continue;
        d->prefix = strdup(prefix);
        atomic_store(&d->hold, 0);
        atomic_store(&d->budget, -1);
        atomic_store(&d->commits, 0);
        atomic_store(&d->log_other, 0);
        atomic_store(&d->database, 0);
        atomic_store(&d->other, 0);
        atomic_store(&d->written, 0);
        atomic_store(&d->failures, 0);
        atomic_store(&d->broken, false);
        found = i;
    }
    pthread_mutex_unlock(&lock);
    return found;
}

void svar_fault_remove(int number) {
    pthread_mutex_lock(&lock);
    free(disks[number].prefix);
    disks[number].prefix = NULL;
    pthread_mutex_unlock(&lock);
}

void svar_fault_hold_syncs(int number, int64_t microseconds) { atomic_store(&disks[number].hold, microseconds); }
void svar_fault_set_budget(int number, int64_t bytes) { atomic_store(&disks[number].budget, bytes); }
void svar_fault_break(int number, bool broken) { atomic_store(&disks[number].broken, broken); }

svar_fault_counts svar_fault_read(int number) {
    disk *d = &disks[number];
    return (svar_fault_counts){
        .commits = atomic_load(&d->commits),
        .log_other = atomic_load(&d->log_other),
        .database = atomic_load(&d->database),
        .other = atomic_load(&d->other),
        .bytes_written = atomic_load(&d->written),
        .failures = atomic_load(&d->failures),
    };
}
