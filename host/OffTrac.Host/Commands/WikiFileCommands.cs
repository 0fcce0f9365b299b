using OffTrac.Core.Environments;
using OffTrac.Sdk;
using OffTrac.Sdk.Commands;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Host.Commands;

/// <summary><c>wiki dump|load|replace|upgrade</c>: pages as files whose names are the pages' names, quoted as in URLs; as in trac-admin.</summary>
internal static class WikiFileCommands
{
    public static IEnumerable<CommandEntry> All =>
    [
        new(new Command
        {
            Words = "wiki dump",
            Summary = "Writes the texts of pages to new files of a directory, a file a page.",
            Arguments =
            [
                new() { Name = "DIR", Description = "The directory; made when it is not there." },
                new() { Name = "PAGE", Description = "Names of pages; one that ends in * means all that begin so. All pages if left out.", IsOptional = true, TakesMany = true },
            ],
        }, DumpAsync),
        new(new Command
        {
            Words = "wiki load",
            Summary = "Stores files, and the files of directories, as new versions of the pages that their names say. All of them, or none.",
            Arguments = [new() { Name = "PATH", Description = "Files and directories.", TakesMany = true }],
        }, (context, cancellation) => LoadAsync(context, replaces: false, cancellation)),
        new(new Command
        {
            Words = "wiki replace",
            Summary = "Stores files as the texts of pages in place: no new version is made, and what was there is lost. All of them, or none.",
            Arguments = [new() { Name = "PATH", Description = "Files and directories.", TakesMany = true }],
        }, (context, cancellation) => LoadAsync(context, replaces: true, cancellation)),
        new(new Command
        {
            Words = "wiki upgrade",
            Summary = "Stores the guide's pages of this version of OffTrac as new versions. WikiStart and SandBox are left alone, InterMapTxt where it exists.",
        }, UpgradeAsync),
    ];

    private static async ValueTask<CommandResult> DumpAsync(CommandContext context, CancellationToken cancellation)
    {
        var directory = context.Console.FullPath(context.Input["DIR"]!);
        var environment = await context.OpenEnvironmentAsync(PluginUse.None, cancellation).ConfigureAwait(false);
        var store = environment.Get<IWikiStore>();
        var names = Choose(await store.ListAsync(cancellation).ConfigureAwait(false), context.Input.All("PAGE"));
        var files = names.Select(name => (Name: name, Path: Path.Combine(directory, FileName(name)))).ToList();
        if (files.Find(file => File.Exists(file.Path)) is { Path: { } existing })
            throw new TracException($"'{existing}' exists already; wiki dump writes new files only, and wrote none.");
        Directory.CreateDirectory(directory);
        foreach (var (name, path) in files)
        {
            if (await store.FindAsync(name, version: null, cancellation).ConfigureAwait(false) is { } page)
                await File.WriteAllTextAsync(path, page.Text, cancellation).ConfigureAwait(false);
        }

        return CommandResult.FromTable(new()
        {
            Columns = ["page", "file"],
            Rows = [.. files.Select(file => new object?[] { file.Name, file.Path })],
        });
    }

    private static List<string> Choose(IReadOnlyList<string> all, IReadOnlyList<string> wanted)
    {
        if (wanted.Count == 0)
            return [.. all];
        if (wanted.FirstOrDefault(pattern => !all.Any(name => IsMeant(name, pattern))) is { } nothing)
            throw new ResourceNotFoundException($"There is no page '{nothing}'.");
        return [.. all.Where(name => wanted.Any(pattern => IsMeant(name, pattern)))];
    }

    private static bool IsMeant(string name, string pattern) =>
        name == pattern || (pattern.EndsWith('*') && name.StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.Ordinal));

    // No name may mean the directory itself or the one above.
    private static string FileName(string page) =>
        page is "." or ".." ? page.Replace(".", "%2E", StringComparison.Ordinal) : Uri.EscapeDataString(page);

    private static async ValueTask<CommandResult> LoadAsync(CommandContext context, bool replaces, CancellationToken cancellation)
    {
        var files = context.Input.All("PATH").Select(context.Console.FullPath).SelectMany(Files).ToList();
        var saves = new List<WikiPageSave>();
        foreach (var file in files)
            saves.Add(await ReadAsync(file, cancellation).ConfigureAwait(false) with { Replace = replaces });
        var pages = await StoreAsync(context, saves, isOnlyMade: static _ => false, cancellation).ConfigureAwait(false);
        return CommandResult.FromTable(new()
        {
            Columns = ["page", "version", "file"],
            Rows = [.. pages.Select(stored => new object?[] { stored.Page.Name, stored.Page.Version, files[stored.Index] })],
        });
    }

    private static async ValueTask<CommandResult> UpgradeAsync(CommandContext context, CancellationToken cancellation)
    {
        var saves = DefaultPages.All.Where(static page => !page.IsOfProject).Select(static page => Save(page.Name, page.Text)).ToList();
        var onlyMade = DefaultPages.All.Where(static page => page.IsOnlyMade).Select(static page => page.Name).ToHashSet(StringComparer.Ordinal);
        var pages = await StoreAsync(context, saves, onlyMade.Contains, cancellation).ConfigureAwait(false);
        return CommandResult.FromTable(new()
        {
            Columns = ["page", "version"],
            Rows = [.. pages.Select(static stored => new object?[] { stored.Page.Name, stored.Page.Version })],
        });
    }

    /// <summary>Stores what differs from the pages as they are, all of it or nothing.</summary>
    private static async ValueTask<IReadOnlyList<(WikiPage Page, int Index)>> StoreAsync(
        CommandContext context, IReadOnlyList<WikiPageSave> saves, Func<string, bool> isOnlyMade, CancellationToken cancellation)
    {
        var environment = await context.OpenEnvironmentAsync(PluginUse.All, cancellation).ConfigureAwait(false);
        var store = environment.Get<IWikiStore>();
        var changes = new List<(WikiPageSave Save, int Index)>();
        for (var i = 0; i < saves.Count; i++)
        {
            // To make a page without text is no change to Trac either.
            var stored = await store.FindAsync(saves[i].Name, version: null, cancellation).ConfigureAwait(false);
            if (saves[i].Text != (stored?.Text ?? "") && (stored is null || !isOnlyMade(saves[i].Name)))
                changes.Add((saves[i], i));
        }

        var pages = new List<(WikiPage, int)>();
        var scope = await environment.Database.BeginWriteAsync(cancellation).ConfigureAwait(false);
        await using (scope.ConfigureAwait(false))
        {
            foreach (var (save, index) in changes)
                pages.Add((await store.SaveAsync(save, scope, cancellation).ConfigureAwait(false), index));
            await scope.CommitAsync(cancellation).ConfigureAwait(false);
        }

        await CommandContext.DeliverAsync(environment, cancellation).ConfigureAwait(false);
        return pages;
    }

    private static IEnumerable<string> Files(string path) =>
        Directory.Exists(path) ? Directory.EnumerateFiles(path).Order(StringComparer.Ordinal)
        : File.Exists(path) ? [path]
        : throw new TracException($"There is neither a file nor a directory '{path}'.");

    private static async ValueTask<WikiPageSave> ReadAsync(string file, CancellationToken cancellation) =>
        Save(Uri.UnescapeDataString(Path.GetFileName(file)), await TextInput.ReadFileAsync(file, cancellation).ConfigureAwait(false));

    private static WikiPageSave Save(string name, string text) => new()
    {
        Name = name,
        Text = text,
        Author = DefaultPages.Author,
        Origin = ChangeOrigin.Command,
    };
}
