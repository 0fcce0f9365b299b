using System.Globalization;
using OffTrac.Host.Environments;
using OffTrac.Sdk;
using OffTrac.Sdk.Commands;
using OffTrac.Sdk.Sessions;
using OffTrac.Sdk.Storage;

namespace OffTrac.Host.Commands;

/// <summary><c>session list|add|set|delete|purge</c>, as in trac-admin.</summary>
internal static class SessionCommands
{
    private const string Anonymous = "anonymous";
    private const string Authenticated = "authenticated";
    private const string Everything = "*";

    private static readonly string[] s_attributes = ["name", "email", "default_handler"];

    private static readonly CommandArgument s_sid = new() { Name = "SID", Description = "A login; with :0 behind, the identity of a browser." };

    public static IEnumerable<CommandEntry> All =>
    [
        new(new Command
        {
            Words = "session list",
            Summary = "Lists sessions of users and of browsers with name, address and start page.",
            Arguments =
            [
                s_sid with
                {
                    Description = "Logins, or with :0 behind browsers; anonymous, authenticated or * stand for all of a kind. * if left out.",
                    IsOptional = true,
                    TakesMany = true,
                },
            ],
        }, ListAsync),
        new(new Command
        {
            Words = "session add",
            Summary = "Makes a session, and so a known user.",
            Arguments =
            [
                s_sid,
                new() { Name = "NAME", Description = "Full name.", IsOptional = true },
                new() { Name = "EMAIL", Description = "Address.", IsOptional = true },
            ],
        }, AddAsync),
        new(new Command
        {
            Words = "session set",
            Summary = "Sets a value of a session.",
            Arguments =
            [
                new() { Name = "ATTRIBUTE", Description = "name, email or default_handler." },
                s_sid,
                new() { Name = "VALUE", Description = "The value; \"\" removes it." },
            ],
        }, SetAsync),
        new(new Command
        {
            Words = "session delete",
            Summary = "Deletes sessions; anonymous stands for all of browsers.",
            Arguments = [s_sid with { TakesMany = true }],
        }, DeleteAsync),
        new(new Command
        {
            Words = "session purge",
            Summary = "Deletes sessions of browsers that were not used since a time.",
            Arguments = [new() { Name = "AGE", Description = "Such as \"90 days ago\", or a date." }],
        }, PurgeAsync),
    ];

    private static async ValueTask<CommandResult> ListAsync(CommandContext context, CancellationToken cancellation)
    {
        var environment = await context.OpenEnvironmentAsync(PluginUse.None, cancellation).ConfigureAwait(false);
        var store = environment.Get<ISessionStore>();
        var wanted = context.Input.All("SID") is { Count: > 0 } sids ? sids : [Everything];
        var (named, all) = (wanted.Select(KeyOf).ToHashSet(), wanted.Contains(Everything, StringComparer.Ordinal));
        var rows = new List<Session>();
        if (all || wanted.Contains(Anonymous, StringComparer.Ordinal))
            rows.AddRange(await store.ListAsync(authenticated: false, cancellation).ConfigureAwait(false));
        if (all || wanted.Contains(Authenticated, StringComparer.Ordinal))
            rows.AddRange(await store.ListAsync(authenticated: true, cancellation).ConfigureAwait(false));
        var found = await store.FindManyAsync(named, cancellation).ConfigureAwait(false);
        rows.AddRange(found.Values.Where(session => rows.TrueForAll(row => row.Key != session.Key)));
        return CommandResult.FromTable(new()
        {
            Columns = ["sid", "auth", "last_visit", "name", "email", "default_handler"],
            Rows = [.. rows.OrderBy(row => row.Key.Id, StringComparer.Ordinal).ThenBy(row => row.Key.IsAuthenticated).Select(RowOf)],
        });
    }

    private static object?[] RowOf(Session session) =>
    [
        session.Key.Id, session.Key.IsAuthenticated ? 1 : 0, session.LastVisit.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        .. s_attributes.Select(attribute => session.Values.GetValueOrDefault(attribute)),
    ];

    private static ValueTask<CommandResult> AddAsync(CommandContext context, CancellationToken cancellation) => ChangeAsync(
        context,
        async (environment, cancellation) =>
        {
            var key = KeyOf(context.Input["SID"]!);
            var values = new Dictionary<string, string>(StringComparer.Ordinal);
            if (context.Input["NAME"] is { Length: > 0 } name)
                values["name"] = name;
            if (context.Input["EMAIL"] is { Length: > 0 } email)
                values["email"] = email;
            var session = new Session { Key = key, LastVisit = context.Console.Time.GetUtcNow(), Values = values };
            await environment.Get<ISessionStore>().CreateAsync(session, scope: null, cancellation).ConfigureAwait(false);
            return $"Session {key.Id} made.";
        },
        cancellation);

    private static ValueTask<CommandResult> SetAsync(CommandContext context, CancellationToken cancellation) => ChangeAsync(
        context,
        async (environment, cancellation) =>
        {
            var (attribute, key, value) = (context.Input["ATTRIBUTE"]!, KeyOf(context.Input["SID"]!), context.Input["VALUE"]!);
            if (!s_attributes.Contains(attribute, StringComparer.Ordinal))
                throw new UsageException($"Invalid attribute '{attribute}'; allowed are {string.Join(", ", s_attributes)}.");
            if (attribute == "default_handler" && value.Length > 0)
                RequireHandler(environment, value);
            await environment.Get<ISessionStore>().SetAsync(
                key, attribute, value.Length == 0 ? null : value, scope: null, cancellation).ConfigureAwait(false);
            return $"Session {key.Id} changed.";
        },
        cancellation);

    private static ValueTask<CommandResult> DeleteAsync(CommandContext context, CancellationToken cancellation) => ChangeAsync(
        context,
        async (environment, cancellation) =>
        {
            var deletion = (Store: environment.Get<ISessionStore>(), Sids: context.Input.All("SID"));
            return Deleted(await environment.Get<IDatabase>().WriteAsync(
                deletion, static (scope, x, token) => DeleteAsync(x.Store, x.Sids, scope, token), scope: null, cancellation).ConfigureAwait(false));
        },
        cancellation);

    private static async ValueTask<int> DeleteAsync(
        ISessionStore store, IReadOnlyList<string> sids, IWriteScope scope, CancellationToken cancellation)
    {
        var deleted = 0;
        foreach (var sid in sids)
        {
            deleted += sid == Anonymous
                ? await store.PurgeAsync(DateTimeOffset.MaxValue, scope, cancellation).ConfigureAwait(false)
                : await store.DeleteAsync(KeyOf(sid), scope, cancellation).ConfigureAwait(false) ? 1 : 0;
        }

        return deleted;
    }

    private static ValueTask<CommandResult> PurgeAsync(CommandContext context, CancellationToken cancellation) => ChangeAsync(
        context,
        async (environment, cancellation) =>
        {
            var before = DateArgument.Required(context.Input["AGE"]!, context);
            return Deleted(await environment.Get<ISessionStore>().PurgeAsync(before, scope: null, cancellation).ConfigureAwait(false));
        },
        cancellation);

    private static async ValueTask<CommandResult> ChangeAsync(
        CommandContext context, Func<EnvironmentHost, CancellationToken, ValueTask<string>> change, CancellationToken cancellation)
    {
        // Sessions tell no component; only the names of handlers come from plugins.
        var environment = await context.OpenEnvironmentAsync(PluginUse.All, cancellation).ConfigureAwait(false);
        return CommandResult.FromText(await change(environment, cancellation).ConfigureAwait(false));
    }

    private static string Deleted(int count) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "session" : "sessions")} deleted.");

    /// <summary>Trac names handlers by the last part of their names.</summary>
    private static void RequireHandler(EnvironmentHost environment, string handler)
    {
        var known = environment.ExtensionPoint<Sdk.Web.IRequestHandler>().Components
            .Select(component => component[(component.LastIndexOf('.') + 1)..]).Order(StringComparer.Ordinal).ToList();
        if (!known.Contains(handler, StringComparer.Ordinal))
            throw new TracException($"Invalid default_handler '{handler}'; known are {string.Join(", ", known)}.");
    }

    private static SessionKey KeyOf(string sid) => sid.EndsWith(":0", StringComparison.Ordinal)
        ? new SessionKey(sid[..^2], IsAuthenticated: false)
        : SessionKey.Of(sid.EndsWith(":1", StringComparison.Ordinal) ? sid[..^2] : sid);
}
