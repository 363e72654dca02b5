<?php
// A stand-in for WordPress: the functions that the role calls. Its state is in wp-stand-in.json:
//     plugin    inactive, active or active-network; null where it is not installed
//     sites     the options of each site, by URL; the first one is the main site
//     network   the options of the network
//     cache     what an object cache keeps that the web uses and the command line does not: emptied by a flush
//     fails     the options that the database refuses, and refused: the values that it was given then
//     notice    whether PHP has something to say of wp-config.php
//     broken    whether the database cannot be reached
//     calls     the arguments of every call, and user: who made the last one

// One call at a time, as each writes the whole state.
$GLOBALS['lock'] = fopen(ABSPATH . 'wp-stand-in.json', 'r');
flock($GLOBALS['lock'], LOCK_EX);
$state = json_decode(stream_get_contents($GLOBALS['lock']), true);
if ($state['broken'] ?? false) {
    fail('Error establishing a database connection.');
}
// What PHP says goes to standard output with display_errors, before anything else, and to standard error with log_errors.
if ($state['notice'] ?? false) {
    $said = "Something [old] is used in phar:///usr/local/bin/wp/vendor/wp-cli/wp-cli/php/WP_CLI/Runner.php(1334) : eval()'d code on line 1";
    echo PHP_EOL, 'Deprecated: ', $said, PHP_EOL;
    fwrite(STDERR, 'PHP Deprecated:  ' . $said . PHP_EOL);
}

// As WordPress finds it: the host must be known; for a path that is not, the main site is taken. A single site is there whatever the URL.
$urls = array_keys($state['sites']);
$blog = 1;
if (count($urls) > 1 && $_SERVER['HTTP_HOST'] !== '') {
    if (strtolower($_SERVER['HTTP_HOST']) !== parse_url($urls[0], PHP_URL_HOST)) {
        fail("Site '" . $_SERVER['HTTP_HOST'] . "' not found. Verify `--url=<url>` matches an existing site.");
    }
    $first = explode('/', trim(strtolower($_SERVER['REQUEST_URI']), '/'))[0];
    foreach ($urls as $at => $url) {
        if (trim((string) parse_url($url, PHP_URL_PATH), '/') === $first) {
            $blog = $at + 1;
        }
    }
}

$state['calls'][] = array_slice($_SERVER['argv'], 1);
$state['user'] = posix_getpwuid(posix_geteuid())['name'];
$GLOBALS['state'] = $state;
$GLOBALS['blog'] = $blog;
$GLOBALS['wpdb'] = (object) ['last_error' => '', 'base_prefix' => 'wp_'];
keep();

define('DB_NAME', 'wordpress');
define('WP_PLUGIN_DIR', $state['plugin'] === null ? ABSPATH : __DIR__ . '/wp-content/plugins');

function keep()
{
    // An empty array is an empty dictionary here.
    $state = $GLOBALS['state'];
    $state['sites'] = array_map(function ($options) { return (object) $options; }, $state['sites']);
    file_put_contents(ABSPATH . 'wp-stand-in.json', json_encode(['network' => (object) $state['network'], 'cache' => (object) ($state['cache'] ?? [])] + $state));
}

function stored(&$options, $name, $value)
{
    if (in_array($name, $GLOBALS['state']['fails'] ?? [], true)) {
        // What the database refuses, WordPress prints whole.
        $GLOBALS['state']['refused'][] = $value;
        $GLOBALS['wpdb']->last_error = "UPDATE command denied to user 'wp'@'localhost' for table `wordpress`.`wp_options`";
        fwrite(STDERR, 'WordPress database error ' . $GLOBALS['wpdb']->last_error . " for query UPDATE `wp_options` SET `option_value` = '" . $value
            . "' WHERE `option_name` = '" . $name . "' made by update_option" . PHP_EOL);
        keep();
        return false;
    }
    $value = is_scalar($value) ? (string) $value : $value;
    if (($options[$name] ?? null) === $value) {
        return false;
    }
    $options[$name] = $value;
    keep();
    return true;
}

function is_multisite() { return count($GLOBALS['state']['sites']) > 1; }
function is_plugin_active_for_network($plugin) { return $GLOBALS['state']['plugin'] === 'active-network'; }
function is_plugin_active($plugin) { return $GLOBALS['state']['plugin'] === 'active' || is_plugin_active_for_network($plugin); }
function get_current_blog_id() { return $GLOBALS['blog']; }
function get_sites($filter) { return range(1, count($GLOBALS['state']['sites'])); }
function get_home_url($site) { return array_keys($GLOBALS['state']['sites'])[$site - 1]; }
function home_url() { return get_home_url(get_current_blog_id()); }
function get_site() { return (object) ['domain' => parse_url(home_url(), PHP_URL_HOST), 'path' => rtrim((string) parse_url(home_url(), PHP_URL_PATH), '/') . '/']; }
function get_blog_option($site, $name, $default = false) { return $GLOBALS['state']['sites'][get_home_url($site)][$name] ?? $default; }
function get_option($name, $default = false) { return get_blog_option(get_current_blog_id(), $name, $default); }
function get_site_option($name, $default = false) { return is_multisite() ? $GLOBALS['state']['network'][$name] ?? $default : get_option($name, $default); }
function update_blog_option($site, $name, $value) { return stored($GLOBALS['state']['sites'][get_home_url($site)], $name, $value); }
function update_option($name, $value) { return update_blog_option(get_current_blog_id(), $name, $value); }
function update_site_option($name, $value) { return is_multisite() ? stored($GLOBALS['state']['network'], $name, $value) : update_option($name, $value); }
function wp_json_encode($value) { return json_encode($value); }
function is_wp_error($answer) { return $answer instanceof WP_Error; }
function wp_remote_retrieve_body($answer) { return $answer['body']; }
function wp_remote_retrieve_response_code($answer) { return $answer['code']; }

function wp_cache_flush()
{
    $GLOBALS['state']['cache'] = [];
    keep();
    return true;
}

function wp_remote_post($url, $options)
{
    $body = @file_get_contents($url, false, stream_context_create(['http' => [
        'method' => 'POST', 'header' => 'Content-Type: application/x-www-form-urlencoded', 'content' => http_build_query($options['body']),
        'ignore_errors' => true, 'follow_location' => $options['redirection'], 'timeout' => $options['timeout'],
    ]]));
    return $body === false ? new WP_Error() : ['body' => $body, 'code' => (int) explode(' ', $http_response_header[0])[1]];
}

class WP_Error
{
    public function get_error_message()
    {
        return 'cURL error 7: Failed to connect';
    }
}
