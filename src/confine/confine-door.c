#include "confine/confine-door.h"

#include "base/limits.h"

#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <sched.h>
#include <seccomp.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Nobody's account: Debian reserves the number and gives it to none. */
#define NOBODY_ELSE 65533

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define HALF_OPEN true
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define HALF_OPEN true
#endif
#endif
#ifndef HALF_OPEN
#define HALF_OPEN false
#endif

bool
confine_door_is_half_open(void)
{
    return HALF_OPEN;
}

static bool
refuse(char **ret_reason, const char *what)
{
    *ret_reason = g_strdup_printf("%s: %s", what, g_strerror(errno));
    return false;
}

/* ---- Who it is ---- */

/* A network and so on of its own, empty. Not every kernel or container lets us, and nothing depends
 * on it. */
static void
leave_namespaces(bool root)
{
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = {{.effective = 0}};

    (void)!unshare((root ? 0 : CLONE_NEWUSER) | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS);
    if (!root) /* whoever makes a user namespace is its root */
        (void)syscall(SYS_capset, &header, none);
}

static bool
leave_root(char **ret_reason)
{
    if (setgroups(0, NULL) != 0 || setresgid(NOBODY_ELSE, NOBODY_ELSE, NOBODY_ELSE) != 0 ||
        setresuid(NOBODY_ELSE, NOBODY_ELSE, NOBODY_ELSE) != 0)
        return refuse(ret_reason, "cannot become another user");
    return true;
}

/* ---- How much ---- */

static bool
limit(char **ret_reason, int both)
{
    const struct {
        __rlimit_resource_t resource;
        rlim_t most;
    } limits[] = {
        {RLIMIT_AS, LIMIT_CONFINE_MEMORY},
        {RLIMIT_CPU, LIMIT_CONFINE_LIFE},
        {RLIMIT_NOFILE, 0},
        {RLIMIT_NPROC, 0},
        {RLIMIT_CORE, 0},
        {RLIMIT_MEMLOCK, 0},
        {RLIMIT_MSGQUEUE, 0},
        {RLIMIT_FSIZE, 0},
    };
    struct stat open;
    bool to_file = fstat(both, &open) == 0 && S_ISREG(open.st_mode); /* `lien parse >file` */

    for (gsize i = 0; i < G_N_ELEMENTS(limits); i++) {
        const struct rlimit both_ways = {limits[i].most, limits[i].most};

        if ((limits[i].resource == RLIMIT_FSIZE && to_file) ||
            (limits[i].resource == RLIMIT_AS && HALF_OPEN))
            continue;
        if (setrlimit(limits[i].resource, &both_ways) != 0)
            return refuse(ret_reason, "cannot set a limit");
    }
    return true;
}

/* ---- What it may ask of the kernel ---- */

/* Time, memory, its own signals, its end. */
static const int calls_allowed[] = {
    SCMP_SYS(clock_gettime),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    SCMP_SYS(clock_getres),
    SCMP_SYS(brk),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(madvise),
    SCMP_SYS(futex),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(getrandom),
    SCMP_SYS(sysinfo),
    SCMP_SYS(sched_yield),
    SCMP_SYS(nanosleep),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(close),
    SCMP_SYS(set_robust_list),
};

/* A library may ask for a file that was not foreseen (the table of a rare character set): it is
 * told that it may not, and goes on without. */
static const int calls_refused[] = {
    SCMP_SYS(open),       SCMP_SYS(openat),     SCMP_SYS(openat2),
    SCMP_SYS(stat),       SCMP_SYS(lstat),      SCMP_SYS(newfstatat),
    SCMP_SYS(fstat),      SCMP_SYS(statx),      SCMP_SYS(access),
    SCMP_SYS(faccessat),  SCMP_SYS(faccessat2), SCMP_SYS(readlink),
    SCMP_SYS(readlinkat), SCMP_SYS(getcwd),     SCMP_SYS(fcntl),
    SCMP_SYS(ioctl),      SCMP_SYS(lseek),      SCMP_SYS(getuid),
    SCMP_SYS(geteuid),    SCMP_SYS(prlimit64),  SCMP_SYS(sched_getaffinity),
};

static bool
add_all(scmp_filter_ctx filter, uint32_t action, const int *calls, gsize n_calls)
{
    bool added = true;

    for (gsize i = 0; i < n_calls && added; i++) {
        int failed = seccomp_rule_add(filter, action, calls[i], 0);

        added = failed == 0 || failed == -EDOM; /* a call that this machine does not have */
    }
    return added;
}

/* Reading and writing where it is allowed; elsewhere a refusal. */
static bool
add_descriptors(scmp_filter_ctx filter, int both, int writes)
{
    const int reading[] = {SCMP_SYS(read), SCMP_SYS(recvfrom), SCMP_SYS(readv)};
    const int writing[] = {SCMP_SYS(write), SCMP_SYS(sendto), SCMP_SYS(writev)};
    const uint32_t no = SCMP_ACT_ERRNO(EBADF);
    bool added = true;

    for (gsize i = 0; i < G_N_ELEMENTS(reading) && added; i++)
        added = seccomp_rule_add(filter, SCMP_ACT_ALLOW, reading[i], 1,
                                 SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)both)) == 0 &&
                seccomp_rule_add(filter, SCMP_ACT_ALLOW, writing[i], 1,
                                 SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)both)) == 0 &&
                seccomp_rule_add(filter, SCMP_ACT_ALLOW, writing[i], 1,
                                 SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)writes)) == 0 &&
                seccomp_rule_add(filter, no, reading[i], 1,
                                 SCMP_A0(SCMP_CMP_NE, (scmp_datum_t)both)) == 0 &&
                seccomp_rule_add(filter, no, writing[i], 1,
                                 SCMP_A0(SCMP_CMP_GT, (scmp_datum_t)MAX(both, writes))) == 0;
    return added;
}

/* Memory that is no file and never holds instructions; signals to itself. */
static bool
add_conditions(scmp_filter_ctx filter)
{
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2,
                            SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0),
                            SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, MAP_ANONYMOUS)) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
                            SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
                            SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid())) == 0;
}

static bool
lock_calls(int both, int writes, char **ret_reason)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
    int failed = -ENOMEM;

    if (filter != NULL &&
        seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) == 0 &&
        seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2) == 0 &&
        add_descriptors(filter, both, writes) && add_conditions(filter) &&
        add_all(filter, SCMP_ACT_ALLOW, calls_allowed, G_N_ELEMENTS(calls_allowed)) &&
        add_all(filter, SCMP_ACT_ERRNO(EACCES), calls_refused, G_N_ELEMENTS(calls_refused)))
        failed = seccomp_load(filter);
    seccomp_release(filter);
    errno = -failed;
    return failed == 0 || refuse(ret_reason, "the kernel takes no list of calls (seccomp)");
}

bool
confine_door_close(int both, int writes, char **ret_reason)
{
    bool root = geteuid() == 0;

    leave_namespaces(root);
    if ((root && !leave_root(ret_reason)) || !limit(ret_reason, both))
        return false;
    if (prctl(PR_SET_DUMPABLE, 0) != 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return refuse(ret_reason, "cannot give up privileges");
    return HALF_OPEN || lock_calls(both, writes, ret_reason);
}
