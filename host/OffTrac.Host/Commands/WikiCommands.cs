using System.Globalization;
using OffTrac.Sdk;
using OffTrac.Sdk.Commands;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Tickets;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Host.Commands;

/// <summary><c>wiki list|show|put|rename|delete|export</c>.</summary>
internal static class WikiCommands
{
    private static readonly CommandArgument s_page = new() { Name = "PAGE", Description = "Name of the page." };

    private static readonly CommandOption s_version = new() { Name = "--version", ValueName = "N", Description = "A version; the latest if left out." };

    public static IEnumerable<CommandEntry> All =>
    [
        new(new Command { Words = "wiki list", Summary = "Lists all pages in their latest version." }, ListAsync),
        new(new Command
        {
            Words = "wiki show",
            Summary = "Prints the text of a page; exit 1 when it does not exist.",
            Arguments = [s_page],
            Options = [s_version],
        }, ShowAsync),
        new(new Command
        {
            Words = "wiki export",
            Summary = "Writes the text of a page to a new file, or prints it.",
            Arguments = [s_page, new() { Name = "FILE", Description = "A file that does not exist yet.", IsOptional = true }],
        }, ExportAsync),
        new(new Command
        {
            Words = "wiki put",
            Aliases = ["wiki import"],
            Summary = "Stores a text as a page's new version, through validation but without asking for permissions.",
            Arguments =
            [
                s_page,
                new() { Name = "FILE", Description = "A file of UTF-8 text; standard input for - or when left out.", IsOptional = true },
            ],
            Options =
            [
                new() { Name = "--comment", ValueName = "TEXT", Description = "Comment on the version." },
                new() { Name = "--readonly", IsFlag = true, Description = "Only those with WIKI_ADMIN may change the page." },
                new() { Name = "--writable", IsFlag = true, Description = "Takes --readonly back." },
                new() { Name = "--author", ValueName = "NAME", Description = "Who is written down; --user if left out." },
            ],
        }, PutAsync),
        new(new Command
        {
            Words = "wiki rename",
            Summary = "Renames a page with its history and attachments. Links to the old name are left as they are.",
            Arguments = [s_page, new() { Name = "NEW-NAME", Description = "A name that no page has." }],
        }, RenameAsync),
        new(new Command
        {
            Words = "wiki delete",
            Aliases = ["wiki remove"],
            Summary = "Deletes a page with its attachments, or one version of it.",
            Arguments = [s_page with { Description = "Name of the page; a name that ends in * means all that begin so." }],
            Options = [s_version with { Description = "Deletes only this version." }],
        }, DeleteAsync),
    ];

    private static async ValueTask<CommandResult> ListAsync(CommandContext context, CancellationToken cancellation)
    {
        var environment = await context.OpenEnvironmentAsync(PluginUse.None, cancellation).ConfigureAwait(false);
        var pages = await environment.Get<IWikiStore>().ListLatestAsync(cancellation).ConfigureAwait(false);
        return CommandResult.FromTable(new()
        {
            Columns = ["name", "version", "time", "author", "comment", "readonly"],
            Rows = [.. pages.Select(page => new object?[] { page.Name, page.Version, page.Time, page.Author, page.Comment, page.IsReadOnly })],
        });
    }

    private static async ValueTask<CommandResult> ShowAsync(CommandContext context, CancellationToken cancellation)
    {
        var (name, version) = (context.Input["PAGE"]!, Version(context.Input));
        var environment = await context.OpenEnvironmentAsync(PluginUse.None, cancellation).ConfigureAwait(false);
        var page = await environment.Get<IWikiStore>().FindAsync(name, version, cancellation).ConfigureAwait(false);
        return page is null
            ? CommandResult.Fail(Missing(name, version), exitCode: 1)
            : new CommandResult { Text = page.Text, Json = Json(page) };
    }

    private static async ValueTask<CommandResult> ExportAsync(CommandContext context, CancellationToken cancellation)
    {
        var name = context.Input["PAGE"]!;
        var environment = await context.OpenEnvironmentAsync(PluginUse.None, cancellation).ConfigureAwait(false);
        var page = await environment.Get<IWikiStore>().FindAsync(name, version: null, cancellation).ConfigureAwait(false)
            ?? throw new ResourceNotFoundException(Missing(name, version: null));
        if (context.Input["FILE"] is not { } file)
            return new CommandResult { Text = page.Text, Json = Json(page) };
        var path = context.Console.FullPath(file);
        if (File.Exists(path))
            throw new TracException($"'{path}' exists already; wiki export writes new files only.");
        await File.WriteAllTextAsync(path, page.Text, cancellation).ConfigureAwait(false);
        return CommandResult.FromText($"Page {name} written to {path}.");
    }

    private static async ValueTask<CommandResult> PutAsync(CommandContext context, CancellationToken cancellation)
    {
        var input = context.Input;
        if (input.Has("--readonly") && input.Has("--writable"))
            throw new UsageException("--readonly and --writable exclude each other.");
        var text = await TextInput.ReadAsync(context, input["FILE"], cancellation).ConfigureAwait(false);
        var environment = await context.OpenEnvironmentAsync(PluginUse.All, cancellation).ConfigureAwait(false);
        var request = Request(input) with
        {
            Text = text,
            Comment = input["--comment"],
            IsReadOnly = input.Has("--readonly") ? true : input.Has("--writable") ? false : null,
        };
        var result = await environment.Get<IWikiEditor>().SaveAsync(request, scope: null, cancellation).ConfigureAwait(false);
        var page = result.Page ?? throw new TracException(string.Join("; ", result.Problems.Select(problem => problem.Message)));
        await CommandContext.DeliverAsync(environment, cancellation).ConfigureAwait(false);
        return new CommandResult
        {
            Text = string.Create(CultureInfo.InvariantCulture, $"Page {page.Name} stored as version {page.Version}."),
            Json = Json(page),
        };
    }

    private static ValueTask<CommandResult> RenameAsync(CommandContext context, CancellationToken cancellation)
    {
        var rename = new WikiPageRename
        {
            Name = context.Input["PAGE"]!,
            NewName = context.Input["NEW-NAME"]!,
            Author = context.Input.User,
            Origin = ChangeOrigin.Command,
        };
        return context.ChangeAsync(
            async (environment, cancellation) =>
            {
                await environment.Get<IWikiStore>().RenameAsync(rename, scope: null, cancellation).ConfigureAwait(false);
                return $"'{rename.Name}' renamed to '{rename.NewName}'.";
            },
            cancellation);
    }

    private static async ValueTask<CommandResult> DeleteAsync(CommandContext context, CancellationToken cancellation)
    {
        var version = Version(context.Input);
        var environment = await context.OpenEnvironmentAsync(PluginUse.All, cancellation).ConfigureAwait(false);
        var names = await NamesAsync(environment.Get<IWikiStore>(), context.Input["PAGE"]!, cancellation).ConfigureAwait(false);
        // All of them, or none.
        var scope = await environment.Database.BeginWriteAsync(cancellation).ConfigureAwait(false);
        await using (scope.ConfigureAwait(false))
        {
            foreach (var name in names)
            {
                var request = Request(context.Input) with { Name = name, Version = version };
                await environment.Get<IWikiEditor>().DeleteAsync(request, scope, cancellation).ConfigureAwait(false);
            }

            await scope.CommitAsync(cancellation).ConfigureAwait(false);
        }

        await CommandContext.DeliverAsync(environment, cancellation).ConfigureAwait(false);
        return CommandResult.FromText(version is null
            ? $"Deleted: {string.Join(", ", names)}."
            : string.Create(CultureInfo.InvariantCulture, $"Deleted: {string.Join(", ", names)}, version {version}."));
    }

    private static async ValueTask<IReadOnlyList<string>> NamesAsync(IWikiStore pages, string name, CancellationToken cancellation)
    {
        if (!name.EndsWith('*') || await pages.FindAsync(name, version: null, cancellation).ConfigureAwait(false) is not null)
            return [name];
        var all = await pages.ListAsync(cancellation).ConfigureAwait(false);
        var names = all.Where(page => page.StartsWith(name.AsSpan(0, name.Length - 1), StringComparison.Ordinal)).ToList();
        return names.Count > 0 ? names : throw new ResourceNotFoundException($"No page begins with '{name[..^1]}'.");
    }

    private static WikiRequest Request(CommandInput input) => new()
    {
        Name = input["PAGE"]!,
        User = input.User,
        Author = input["--author"],
        Steps = EditSteps.Manipulators,
        Origin = ChangeOrigin.Command,
    };

    private static int? Version(CommandInput input)
    {
        if (input["--version"] is not { } text)
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0
            ? version
            : throw new UsageException($"'{text}' is not a version, such as 3.");
    }

    private static string Missing(string name, int? version) => version is null
        ? $"Page '{name}' does not exist."
        : string.Create(CultureInfo.InvariantCulture, $"Page '{name}' has no version {version}.");

    private static string Json(WikiPage page) => JsonText.Write(page, static (writer, page) =>
    {
        writer.WriteStartObject();
        writer.WriteString("name", page.Name);
        writer.WriteNumber("version", page.Version);
        writer.WriteString("time", JsonText.Time(page.Time));
        writer.WriteString("author", page.Author);
        writer.WriteString("comment", page.Comment);
        writer.WriteBoolean("readonly", page.IsReadOnly);
        writer.WriteString("text", page.Text);
        writer.WriteEndObject();
    });
}
