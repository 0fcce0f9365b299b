using OffTrac.Sdk;
using OffTrac.Sdk.Commands;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Host.Commands;

/// <summary><c>wiki dump|load|replace</c>: pages as files whose names are the pages' names, quoted as in URLs; as in trac-admin.</summary>
internal static class WikiFileCommands
{
    // Trac's author of what was loaded from files.
    private const string Author = "trac";

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
        var environment = await context.OpenEnvironmentAsync(PluginUse.All, cancellation).ConfigureAwait(false);
        var store = environment.Get<IWikiStore>();
        var saves = new List<(string File, WikiPageSave Save)>();
        foreach (var file in files)
        {
            var save = await ReadAsync(file, cancellation).ConfigureAwait(false);
            // To make a page without text is no change to Trac either.
            var stored = await store.FindAsync(save.Name, version: null, cancellation).ConfigureAwait(false);
            if (save.Text != (stored?.Text ?? ""))
                saves.Add((file, save with { Replace = replaces }));
        }

        var loaded = new List<object?[]>();
        var scope = await environment.Database.BeginWriteAsync(cancellation).ConfigureAwait(false);
        await using (scope.ConfigureAwait(false))
        {
            foreach (var (file, save) in saves)
            {
                var page = await store.SaveAsync(save, scope, cancellation).ConfigureAwait(false);
                loaded.Add([page.Name, page.Version, file]);
            }

            await scope.CommitAsync(cancellation).ConfigureAwait(false);
        }

        await CommandContext.DeliverAsync(environment, cancellation).ConfigureAwait(false);
        return CommandResult.FromTable(new() { Columns = ["page", "version", "file"], Rows = loaded });
    }

    private static IEnumerable<string> Files(string path) =>
        Directory.Exists(path) ? Directory.EnumerateFiles(path).Order(StringComparer.Ordinal)
        : File.Exists(path) ? [path]
        : throw new TracException($"There is neither a file nor a directory '{path}'.");

    private static async ValueTask<WikiPageSave> ReadAsync(string file, CancellationToken cancellation) => new()
    {
        Name = Uri.UnescapeDataString(Path.GetFileName(file)),
        Text = await TextInput.ReadFileAsync(file, cancellation).ConfigureAwait(false),
        Author = Author,
        Origin = ChangeOrigin.Command,
    };
}
