using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using OffTrac.Sdk;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Resources;

namespace OffTrac.Core.Attachments;

/// <summary>Where the contents of attachments lie: Trac's hashed tree below <c>files/attachments</c>.</summary>
public sealed class AttachmentFiles(IEnvironment environment, ILogger<AttachmentFiles> logger)
{
    private const int DiskFull = 28;
    private const int QuotaExceeded = 122;
    private const int FolderTries = 10;

    private readonly string _root = Path.Combine(environment.Directory, "files", "attachments");

    /// <summary>The folder of all attachments of one resource; it need not exist.</summary>
    /// <exception cref="TracException">The realm can't be a folder's name.</exception>
    public string FolderOf(string realm, string id)
    {
        if (realm.Length == 0 || realm[0] == '.' || realm.AsSpan().ContainsAny('/', '\\', '\0'))
            throw new TracException($"'{realm}' can't have attachments: it is not the name of a realm.");
        var hash = Hash(id);
        return Path.Combine(_root, realm, hash[..3], hash);
    }

    /// <summary>The file of one attachment; it need not exist.</summary>
    /// <exception cref="TracException">The realm can't be a folder's name.</exception>
    public string PathOf(string realm, string id, string fileName) =>
        Path.Combine(FolderOf(realm, id), string.Concat(Hash(fileName), Extension(fileName)));

    /// <summary>A dot and ASCII letters or digits at the very end of a name, else nothing.</summary>
    internal static ReadOnlySpan<char> Extension(string fileName)
    {
        var dot = fileName.LastIndexOf('.');
        if (dot < 0 || dot == fileName.Length - 1)
            return [];
        foreach (var c in fileName.AsSpan(dot + 1))
        {
            if (!char.IsAsciiLetterOrDigit(c))
                return [];
        }

        return fileName.AsSpan(dot);
    }

    /// <exception cref="ResourceNotFoundException">The file is gone.</exception>
    internal static FileStream Open(string path, string fileName)
    {
        try
        {
            return new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ResourceNotFoundException($"Attachment '{fileName}' not found");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Failed("read", fileName, failure);
        }
    }

    /// <summary>A new file, and its folder, which another process may be removing at the time because it was empty.</summary>
    internal static FileStream CreateIn(string folder, string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            BufferSize = 0,
            Options = FileOptions.Asynchronous,
        };
        for (var attempt = 1; ; attempt++)
        {
            Directory.CreateDirectory(folder);
            try
            {
                return new FileStream(path, options);
            }
            catch (DirectoryNotFoundException) when (attempt < FolderTries)
            {
                // Once more.
            }
        }
    }

    /// <summary>What a person is told when the disk refuses; the path is for the log only.</summary>
    internal static TracException Failed(string what, string fileName, Exception failure) =>
        new($"'{fileName}' can't be {what}: {Reason(failure)}.", failure);

    /// <summary>Removes a file that no row refers to any more. What can't be removed is logged.</summary>
    internal void Remove(string path) => Try(path, File.Delete);

    /// <summary>Removes the folder of a resource that has no attachment any more.</summary>
    internal void RemoveIfEmpty(string folder) => Try(folder, static folder =>
    {
        if (!Directory.EnumerateFileSystemEntries(folder).Any())
            Directory.Delete(folder, recursive: false);
    });

    private static string Reason(Exception failure) => failure switch
    {
        UnauthorizedAccessException => "the host may not use that folder",
        _ when (failure.HResult & 0xffff) is DiskFull or QuotaExceeded or 0x70 => "the disk is full",
        _ => "the file system refuses it",
    };

    private void Try(string path, Action<string> remove)
    {
        try
        {
            remove(path);
        }
        catch (Exception failure) when (failure is DirectoryNotFoundException or FileNotFoundException)
        {
            // Gone already, or never written.
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            logger.LogError("{Path} of an attachment can't be removed: {Reason}", path, failure.Message);
        }
    }

    private static string Hash(string text)
    {
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
#pragma warning disable CA5350 // Trac's file names; nothing is secured by them.
        SHA1.HashData(Encoding.UTF8.GetBytes(text), hash);
#pragma warning restore CA5350
        return Convert.ToHexStringLower(hash);
    }
}
