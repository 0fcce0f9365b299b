using OffTrac.Core.Security.Passwords;
using OffTrac.Sdk;
using OffTrac.Sdk.Commands;

namespace OffTrac.Host.Commands;

/// <summary><c>user list|add|remove</c>: the password files that <c>serve</c> checks logins against.</summary>
internal static class UserCommands
{
    private static readonly CommandArgument s_name = new() { Name = "NAME", Description = "The login." };

    private static readonly CommandOption[] s_file =
    [
        new() { Name = "--htpasswd", ValueName = "FILE", Description = "A password file for basic authentication; [host] htpasswd if left out." },
        new() { Name = "--htdigest", ValueName = "FILE", Description = "A password file for digest authentication, instead of --htpasswd." },
        new() { Name = "--realm", ValueName = "REALM", Description = "The realm in the digest file; [host] realm if left out." },
    ];

    public static IEnumerable<CommandEntry> All =>
    [
        new(new Command
        {
            Words = "user list",
            Summary = "Lists the users of a password file.",
            Needs = CommandNeeds.Configuration,
            Options = s_file,
        }, (context, _) => new(List(context))),
        new(new Command
        {
            Words = "user add",
            Summary = "Adds a user to a password file, which is made if need be, or changes the password. It is asked for, or read from standard input.",
            Needs = CommandNeeds.Configuration,
            Arguments = [s_name],
            Options = s_file,
        }, AddAsync),
        new(new Command
        {
            Words = "user remove",
            Summary = "Removes a user from a password file; exit 1 when there is no such user.",
            Needs = CommandNeeds.Configuration,
            Arguments = [s_name],
            Options = s_file,
        }, (context, _) => new(Remove(context))),
    ];

    private static CommandResult List(CommandContext context) => CommandResult.FromTable(new()
    {
        Columns = ["user"],
        Rows = [.. Open(context).Users.Select(user => new object?[] { user })],
    });

    private static async ValueTask<CommandResult> AddAsync(CommandContext context, CancellationToken cancellation)
    {
        var (name, file) = (context.Input["NAME"]!, Open(context));
        var password = await PasswordAsync(context, cancellation).ConfigureAwait(false);
        if (file is HtdigestFile digest)
            digest.Set(name, password);
        else
            ((HtpasswdFile)file).Set(name, password);
        return CommandResult.FromText($"User {name} written to {file.File}.");
    }

    private static CommandResult Remove(CommandContext context)
    {
        var (name, file) = (context.Input["NAME"]!, Open(context));
        return file.Remove(name)
            ? CommandResult.FromText($"User {name} removed from {file.File}.")
            : CommandResult.Fail($"There is no user '{name}' in {file.File}.", exitCode: 1);
    }

    private static PasswordFile Open(CommandContext context)
    {
        var input = context.Input;
        if (input.Has("--htpasswd") && input.Has("--htdigest"))
            throw new UsageException("--htpasswd and --htdigest exclude each other.");
        var served = context.ReadHostOptions();
        if (input["--htdigest"] is { } digest)
            return new HtdigestFile(context.Console.FullPath(digest), input["--realm"] ?? served.Realm);
        if (input["--htpasswd"] is { } basic)
            return new HtpasswdFile(context.Console.FullPath(basic));
        return served switch
        {
            { Htpasswd: { } file } => new HtpasswdFile(file),
            { Htdigest: { } file } => new HtdigestFile(file, input["--realm"] ?? served.Realm),
            _ => throw new UsageException("There is no password file: name one with --htpasswd FILE, or in [host] htpasswd of the host's file."),
        };
    }

    // Never from the command line, where every process on the machine can read it.
    private static async ValueTask<string> PasswordAsync(CommandContext context, CancellationToken cancellation)
    {
        var password = context.Console.AskSecret is { } ask
            ? AskTwice(ask)
            : await context.Input.StandardInput.ReadLineAsync(cancellation).ConfigureAwait(false);
        return string.IsNullOrEmpty(password) ? throw new TracException("The password is empty.") : password;
    }

    private static string? AskTwice(Func<string, string?> ask)
    {
        var password = ask("Password: ");
        return string.Equals(password, ask("Again: "), StringComparison.Ordinal)
            ? password
            : throw new TracException("The two passwords differ.");
    }
}
